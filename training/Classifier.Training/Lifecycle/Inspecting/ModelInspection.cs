using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Lifecycle.Inspecting;

/// <summary>What a model has learned of words and cues. Its n-grams are hashed, so words are not read off the weights: each
/// frequent word is scored alone, as a headline of one word, through the model's own features.</summary>
/// <param name="Manifest">The model's manifest.</param>
/// <param name="Bytes">The size of its files, by name.</param>
/// <param name="Vocabulary">How many words were scored.</param>
/// <param name="Labels">What speaks for and against each label.</param>
/// <param name="Cues">What each cue adds to the clickbait logit at 1 beside at 0, strongest for bait first; empty for topics.</param>
public sealed record ModelInspection(
    ModelManifest Manifest,
    IReadOnlyDictionary<string, long> Bytes,
    int Vocabulary,
    IReadOnlyList<LabelWords> Labels,
    IReadOnlyList<Effect> Cues
)
{
    /// <summary>Inspects a model.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="data">Files whose words are scored; none for those of the model's word vectors.</param>
    /// <param name="words">How many words are scored, the most frequent ones.</param>
    /// <param name="top">How many words are told for and against each label.</param>
    /// <exception cref="ModelException">The model cannot be read.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read, or there are no words to score.</exception>
    public static ModelInspection Run(string folder, IReadOnlyList<string> data, int words, int top)
    {
        var model = ModelBundle.Read(folder);
        string[] vocabulary =
        [
            .. (data.Count > 0 ? WordsOf(data) : model.Featurizer.Vectors?.Words ?? [])
                .Where(word => word.Any(char.IsLetter))
                .Take(words),
        ];
        if (vocabulary.Length == 0)
        {
            throw new TrainingDataException(
                $"The model in {folder} has no word vectors to take words from; name files of headlines with --data."
            );
        }

        var logits = Logits(model, vocabulary);
        return new ModelInspection(
            model.Manifest,
            new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
                .Where(name => File.Exists(Path.Combine(folder, name)))
                .ToDictionary(name => name, name => new FileInfo(Path.Combine(folder, name)).Length),
            vocabulary.Length,
            [
                .. model.Manifest.Labels.Select(
                    (label, number) => Words(label, vocabulary, [.. logits.Select(row => row[number])], top)
                ),
            ],
            [
                .. model
                    .GetCueEffects()
                    .Select((effect, cue) => new Effect(ClickbaitCues.Names[cue], effect))
                    .OrderByDescending(effect => effect.Logit),
            ]
        );
    }

    private static LabelWords Words(string label, string[] vocabulary, float[] logits, int top)
    {
        var mean = logits.Average();
        var effects = vocabulary
            .Select((word, i) => new Effect(word, logits[i] - mean))
            .OrderByDescending(effect => effect.Logit)
            .ToList();
        return new LabelWords(label, [.. effects.Take(top)], [.. effects.TakeLast(top).Reverse()]);
    }

    /// <summary>For each word the calibrated logit of each label.</summary>
    private static IReadOnlyList<float[]> Logits(ModelBundle model, IReadOnlyList<string> vocabulary) =>
        model.Manifest.Task == ModelBundle.TopicTask
            ?
            [
                .. model
                    .PredictLogits(vocabulary)
                    .Select(row => row.Select(logit => logit * (float)model.Manifest.Calibration.Scale).ToArray()),
            ]
            : [.. model.Predict(vocabulary).Select(scores => new[] { MathF.Log(scores[0] / (1 - scores[0])) })];

    /// <summary>The words of headlines, most frequent first.</summary>
    private static List<string> WordsOf(IReadOnlyList<string> data)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new TokenizedHeadline();
        foreach (var row in data.SelectMany(LabeledFile.Read))
        {
            Tokenizer.Tokenize(row.Text, tokens);
            foreach (var token in tokens.Tokens)
            {
                var word = tokens[token].ToString();
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return
        [
            .. counts
                .OrderByDescending(count => count.Value)
                .ThenBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => count.Key),
        ];
    }
}

/// <summary>The words that speak most for and against a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="For">Strongest first.</param>
/// <param name="Against">Strongest first.</param>
public sealed record LabelWords(string Label, IReadOnlyList<Effect> For, IReadOnlyList<Effect> Against);

/// <summary>How strongly a word or cue speaks.</summary>
/// <param name="Name">The word, or the cue's name.</param>
/// <param name="Logit">What it adds to the label's logit; for words, more than the mean word does.</param>
public sealed record Effect(string Name, float Logit);
