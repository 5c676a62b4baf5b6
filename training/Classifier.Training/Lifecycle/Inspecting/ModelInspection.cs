using System.Text.Json.Serialization;
using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Lifecycle.Inspecting;

/// <summary>Represents the effects of words and cues in a model. Because n-grams are hashed, weights cannot be mapped back to words;
/// instead, each frequent word is scored as a headline of one word.</summary>
/// <param name="Manifest">The manifest of the model.</param>
/// <param name="Bytes">The size of the model files in bytes, by file name.</param>
/// <param name="VocabularySize">The number of words that were scored.</param>
/// <param name="Labels">The words with the strongest effect on each label.</param>
/// <param name="Cues">The change of the clickbait logit when a cue goes from 0 to 1, largest first; empty for topics.</param>
public sealed record ModelInspection(
    ModelManifest Manifest,
    IReadOnlyDictionary<string, long> Bytes,
    [property: JsonPropertyName("vocabulary")] int VocabularySize,
    IReadOnlyList<LabelWords> Labels,
    IReadOnlyList<LogitEffect> Cues
)
{
    /// <summary>Inspects a model.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="data">Files of headlines whose words are scored; empty for the vocabulary of the word vectors.</param>
    /// <param name="words">The maximum number of words to score, most frequent first.</param>
    /// <param name="top">The number of words to return for and against each label.</param>
    /// <exception cref="ModelException">The model cannot be read.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read, or it contains no words.</exception>
    public static ModelInspection Run(string folder, IReadOnlyList<LabeledInput> data, int words, int top)
    {
        var model = ModelBundle.Read(folder);
        string[] vocabulary =
        [
            .. (data.Count > 0 ? CountWords(data) : model.Featurizer.Vectors?.Words ?? [])
                .Where(word => word.Any(char.IsLetter))
                .Take(words),
        ];
        if (vocabulary.Length == 0)
        {
            throw new TrainingDataException(
                data.Count > 0
                    ? $"{string.Join(", ", data)}: The data contains no words."
                    : $"The model in {folder} has no word vectors whose words could be scored. Name files of headlines with --data."
            );
        }

        var logits = GetLogits(model, vocabulary);
        return new ModelInspection(
            model.Manifest,
            new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
                .Where(name => File.Exists(Path.Combine(folder, name)))
                .ToDictionary(name => name, name => new FileInfo(Path.Combine(folder, name)).Length),
            vocabulary.Length,
            [
                .. model.Manifest.Labels.Select(
                    (label, index) => RankWords(label, vocabulary, [.. logits.Select(row => row[index])], top)
                ),
            ],
            [
                .. model
                    .GetCueEffects()
                    .Select((effect, cue) => new LogitEffect(ClickbaitCues.Names[cue], effect))
                    .OrderByDescending(effect => effect.Logit),
            ]
        );
    }

    private static LabelWords RankWords(string label, string[] vocabulary, float[] logits, int top)
    {
        var mean = logits.Average();
        var effects = vocabulary
            .Select((word, i) => new LogitEffect(word, logits[i] - mean))
            .OrderByDescending(effect => effect.Logit)
            .ToList();
        return new LabelWords(label, [.. effects.Take(top)], [.. effects.TakeLast(top).Reverse()]);
    }

    /// <summary>Returns the calibrated logits of each word, by label.</summary>
    private static IReadOnlyList<float[]> GetLogits(ModelBundle model, IReadOnlyList<string> vocabulary) =>
        model.Manifest.Task == ModelBundle.TopicTask
            ?
            [
                .. model
                    .PredictLogits(vocabulary)
                    .Select(row => row.Select(logit => logit * (float)model.Manifest.Calibration.Scale).ToArray()),
            ]
            : [.. model.Predict(vocabulary).Select(scores => new[] { MathF.Log(scores[0] / (1 - scores[0])) })];

    /// <summary>Returns the distinct words of the headlines, most frequent first.</summary>
    private static List<string> CountWords(IReadOnlyList<LabeledInput> data)
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

/// <summary>Represents the words with the strongest effects on a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="For">The words that raise the logit most, strongest first.</param>
/// <param name="Against">The words that lower the logit most, strongest first.</param>
public sealed record LabelWords(string Label, IReadOnlyList<LogitEffect> For, IReadOnlyList<LogitEffect> Against);

/// <summary>Represents the effect of a word or cue on a logit.</summary>
/// <param name="Name">The word or the name of the cue.</param>
/// <param name="Logit">The change of the logit; for a word, relative to the mean of all scored words.</param>
public sealed record LogitEffect(string Name, float Logit);
