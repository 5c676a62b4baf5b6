using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Evaluation;

/// <summary>Evaluates scored headlines.</summary>
public static class Evaluator
{
    private const int Seed = 1;
    private const int MinSliceSize = 30;
    private const int MaxSlices = 20;

    /// <summary>Returns the figure that is reported for slices and casing variants: accuracy for topics, ROC-AUC for clickbait.</summary>
    internal static string PrimaryFigure(string task) =>
        task == ModelBundle.TopicTask ? FigureNames.Accuracy : FigureNames.RocAuc;

    /// <summary>Evaluates scored headlines and returns a report.</summary>
    /// <param name="title">A one-line description of what is measured.</param>
    /// <param name="scored">The headlines and their scores. Topic scores are restricted to the labels of the data.</param>
    /// <param name="baselines">The same headlines scored by other models, by name. The rules of <see cref="ScoreByRules"/> are added.</param>
    /// <param name="threshold">The smallest score that counts as clickbait.</param>
    /// <param name="minScore">The default minimum score of the topic model, to be shown in the report.</param>
    /// <exception cref="TrainingDataException">There is no headline with a label of the model.</exception>
    public static EvaluationReport Evaluate(
        string title,
        ScoredHeadlines scored,
        IEnumerable<(string Name, ScoredHeadlines Scored)>? baselines = null,
        double threshold = 0.5,
        double? minScore = null
    )
    {
        scored = scored.RestrictToOwnLabels();
        if (scored.Headlines.Count == 0 || scored.Labels.Count == 0)
        {
            throw new TrainingDataException(
                $"{title}: There is no headline with a label that the model has, so it cannot be evaluated."
            );
        }

        var headlines = scored.Headlines;
        var groups = NearDuplicates.Group([.. headlines.Select(headline => headline.Text)]);
        var predictions = new PredictionSet(scored, 0, threshold);
        var figures = predictions.MeasureSample(groups, Seed, headlines.Count < SampleCaution.MinHeadlines);
        return new EvaluationReport
        {
            Title = title,
            Task = scored.Task,
            Headlines = headlines.Count,
            Labels = predictions.Labels,
            Figures = [.. figures.Take(predictions.MeasuredFigures.Count)],
            Baselines =
            [
                .. ScoreByRules(scored)
                    .Concat(baselines ?? [])
                    .Select(baseline => new BaselineReport(
                        baseline.Name,
                        [
                            .. new PredictionSet(baseline.Scored.RestrictToOwnLabels(), 0, 0.5)
                                .MeasureSample(groups, Seed, headlines.Count < SampleCaution.MinHeadlines)
                                .Take(predictions.MeasuredFigures.Count),
                        ]
                    )),
            ],
            LabelFigures = predictions.ToLabelFigures([.. figures.Skip(predictions.MeasuredFigures.Count)]),
            Confusion = predictions.GetConfusionMatrix(),
            Reliability = Curves.Reliability(predictions.Probabilities, predictions.Outcomes),
            RiskCoverage = Curves.RiskCoverage(predictions.Confidences, predictions.IsCorrect),
            PrecisionRecall =
                scored.Task == ModelBundle.ClickbaitTask
                    ? Curves.PrecisionRecall(predictions.Probabilities, predictions.Outcomes)
                    : [],
            Slices = [.. MeasureSlices(scored, groups, threshold)],
            Casings = MeasureCasings(scored, groups, threshold),
            MinScore = minScore,
            Warnings = SampleCaution.Describe(scored.Task, headlines),
        };
    }

    /// <summary>Scores the headlines with rules that need no training; see <see cref="RuleBaselines"/>.</summary>
    /// <param name="scored">The headlines.</param>
    internal static IEnumerable<(string Name, ScoredHeadlines Scored)> ScoreByRules(ScoredHeadlines scored)
    {
        yield return ("most frequent label", RuleBaselines.Majority(scored.Task, scored.Headlines));
        if (scored.Task == ModelBundle.ClickbaitTask)
        {
            yield return ("share of capitalized words", RuleBaselines.CapitalizedWords(scored.Headlines));
        }

        yield return scored.Task == ModelBundle.ClickbaitTask
            ? ("clickbait keywords", RuleBaselines.BaitKeywords(scored.Headlines))
            : ("topic keywords", RuleBaselines.TopicKeywords(scored.Headlines));
    }

    private static IEnumerable<Slice> MeasureSlices(ScoredHeadlines scored, int[] groups, double threshold)
    {
        var primary = PrimaryFigure(scored.Task);
        (string By, Func<LabeledHeadline, string> Of)[] properties =
        [
            ("source", headline => headline.Source),
            ("length", headline => DescribeLength(headline.Text)),
            ("casing", headline => DescribeCase(headline.Text)),
        ];
        foreach (var (by, of) in properties)
        {
            var parts = Enumerable
                .Range(0, groups.Length)
                .GroupBy(i => of(scored.Headlines[i]))
                .Where(part => part.Count() >= MinSliceSize)
                .OrderByDescending(part => part.Count())
                .ThenBy(part => part.Key, StringComparer.Ordinal)
                .Take(MaxSlices);
            foreach (var part in parts)
            {
                var predictions = new PredictionSet(scored.Where(headline => of(headline) == part.Key), 0, threshold);
                yield return new Slice(
                    by,
                    part.Key,
                    part.Count(),
                    predictions
                        .MeasureSample(
                            [.. part.Select(i => groups[i])],
                            Seed,
                            part.Count() < SampleCaution.MinHeadlines
                        )
                        .First(figure => figure.Name == primary)
                );
            }
        }
    }

    private static List<CasingFigure> MeasureCasings(ScoredHeadlines scored, int[] groups, double threshold)
    {
        var primary = PrimaryFigure(scored.Task);
        var variants = CasingVariant.All.Select((_, variant) => new PredictionSet(scored, variant, threshold)).ToList();
        var index = Array.IndexOf([.. variants[0].MeasuredFigures], primary);
        double[] MeasureDrops(int[] counts)
        {
            var values = variants.Select(variant => variant.Measure(counts)[index]).ToList();
            return [.. values.Select(value => values[0] - value), .. values];
        }

        var drops = MeasureDrops([.. Enumerable.Repeat(1, groups.Length)]);
        var intervals = Bootstrap.Intervals(groups, MeasureDrops, Seed, resamples: 200);
        return
        [
            .. CasingVariant.All.Select(
                (variant, i) =>
                    new CasingFigure(
                        variant.Name,
                        drops[variants.Count + i],
                        new Figure($"drop of {primary}", drops[i], intervals[i].Low, intervals[i].High)
                    )
            ),
        ];
    }

    private static string DescribeLength(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length switch
        {
            <= 6 => "up to 6 words",
            <= 10 => "7 to 10 words",
            <= 15 => "11 to 15 words",
            _ => "16 words or more",
        };

    private static string DescribeCase(string text)
    {
        if (!text.Any(char.IsUpper))
        {
            return "printed in lower case";
        }

        if (!text.Any(char.IsLower))
        {
            return "printed in UPPER CASE";
        }

        var words = text.Split(' ').Where(word => word.Length > 3 && char.IsLetter(word[0])).ToList();
        return words.Count > 0 && words.Count(word => char.IsUpper(word[0])) >= 0.7 * words.Count
            ? "printed in Title Case"
            : "printed in sentence case";
    }
}
