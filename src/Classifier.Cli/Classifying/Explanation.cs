using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Cli.Classifying;

/// <summary>Explains one score of a headline. With the fast models, the base and all contributions sum to the logit; with the
/// accurate model, contributions are estimates, see <see cref="IsEstimated"/>.</summary>
/// <param name="Target"><c>clickbait</c> or a topic's id.</param>
/// <param name="Label">The target's name.</param>
/// <param name="Score">The probability, 0 to 1.</param>
/// <param name="Note">The clickbait band, or a note that the topic is below the threshold; null for other topics.</param>
/// <param name="Logit">The logit of the score.</param>
/// <param name="Base">The part of the logit that no word and no cue of the headline adds; null for estimates.</param>
/// <param name="Words">The words that contribute, in the order of the headline.</param>
/// <param name="Cues">The named cues of the headline that contribute, strongest first.</param>
/// <param name="Other">The sum of small contributions.</param>
internal sealed record Explanation(
    string Target,
    string Label,
    float Score,
    string? Note,
    float Logit,
    float? Base,
    IReadOnlyList<WordContribution> Words,
    IReadOnlyList<CueContribution> Cues,
    float Other
)
{
    /// <summary>Gets a value indicating whether contributions are estimates: how much the logit falls when a word is left out. They
    /// do not sum to the logit.</summary>
    public bool IsEstimated => Base is null;

    /// <summary>Explains the clickbait score and the most probable topics of a headline.</summary>
    /// <param name="models">The models.</param>
    /// <param name="headline">The headline.</param>
    /// <param name="topicCount">The number of topics to explain.</param>
    public static IReadOnlyList<Explanation> Create(ScoringModels models, string headline, int topicCount)
    {
        var classification = models.Classify(
            headline,
            new ClassifyOptions
            {
                TopK = topicCount,
                MinScore = 0,
                Explain = true,
            }
        );
        var cueValues = GetCueValues(models.Fast, headline);
        var aboveThreshold = models
            .Classify(headline, ClassifyOptions.Default)
            .Topics.Select(topic => topic.Topic.Id)
            .ToHashSet();
        return
        [
            .. classification.HasClickbait
                ?
                [
                    Create(
                        classification,
                        new Topic("clickbait", "clickbait"),
                        classification.Clickbait.Score,
                        classification.Clickbait.Band.ToString().ToLowerInvariant(),
                        cueValues
                    ),
                ]
                : Array.Empty<Explanation>(),
            .. classification.Topics.Select(topic =>
                Create(
                    classification,
                    topic.Topic,
                    topic.Score,
                    aboveThreshold.Contains(topic.Topic.Id) ? null : "below the threshold",
                    cueValues
                )
            ),
        ];
    }

    private static Explanation Create(
        Classification classification,
        Topic target,
        float score,
        string? note,
        Dictionary<string, float> cueValues
    )
    {
        LogitBase? logit = classification.HasEstimatedReasons
            ? null
            : classification.Bases.First(logit => logit.Target == target.Id);
        var reasons = classification.Reasons.Where(reason => reason.Target == target.Id).ToList();
        return new Explanation(
            target.Id,
            target.Label,
            score,
            note,
            logit?.Logit ?? ModelCalibration.ToLogit(score),
            logit?.Base,
            [
                .. reasons
                    .Where(reason => reason.IsText)
                    .OrderBy(reason => reason.Start)
                    .Select(reason => new WordContribution(reason.Text, reason.Start, reason.End, reason.Contribution)),
            ],
            [
                .. reasons
                    .Where(reason => !reason.IsText && !reason.IsOther)
                    .Select(reason => new CueContribution(reason.Text, cueValues[reason.Text], reason.Contribution)),
            ],
            reasons.Where(reason => reason.IsOther).Sum(reason => reason.Contribution)
        );
    }

    private static Dictionary<string, float> GetCueValues(HeadlineClassifier classifier, string headline)
    {
        var featurizer = (classifier.HasClickbait ? classifier.Clickbait : classifier.Topic).Featurizer;
        var tokens = new TokenizedHeadline();
        var features = new FeatureBuffer(featurizer.Settings);
        Tokenizer.Tokenize(headline, tokens);
        featurizer.Featurize(tokens, features);
        return ClickbaitCues.Names.Zip(features.Cues).ToDictionary(cue => cue.First, cue => cue.Second);
    }
}

/// <summary>Represents what one or more adjacent words add to a target's logit.</summary>
/// <param name="Text">The words as printed.</param>
/// <param name="Start">Where they start in the headline, in UTF-16 code units.</param>
/// <param name="End">Where they end, exclusive.</param>
/// <param name="Contribution">The part of the logit; negative values lower the score.</param>
internal sealed record WordContribution(string Text, int Start, int End, float Contribution);

/// <summary>Represents what a cue adds to a target's logit.</summary>
/// <param name="Name">The cue's name.</param>
/// <param name="Value">The cue's strength in the headline, greater than 0, at most 1.</param>
/// <param name="Contribution">The part of the logit; negative values lower the score.</param>
internal sealed record CueContribution(string Name, float Value, float Contribution);
