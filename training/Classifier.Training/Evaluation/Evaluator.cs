using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>Measures scored headlines in all ways that a report shows.</summary>
public static class Evaluator
{
    private const int Seed = 1;
    private const int FewestOfSlice = 30;

    /// <summary>The figure that slices and casings are told by.</summary>
    public static string MainFigure(string task) =>
        task == ModelBundle.TopicTask ? FigureNames.Accuracy : FigureNames.RocAuc;

    /// <summary>Measures.</summary>
    /// <param name="title">What is measured, in a line.</param>
    /// <param name="scored">The headlines and what a model says of them; a topic model is asked among the set's labels only.</param>
    /// <param name="baselines">The same headlines scored otherwise, by name; rules are added.</param>
    /// <param name="threshold">From which score on a headline is called bait.</param>
    /// <param name="minScore">The topic model's default smallest score, to be shown.</param>
    public static EvaluationReport Report(
        string title,
        ScoredHeadlines scored,
        IEnumerable<(string Name, ScoredHeadlines Scored)>? baselines = null,
        double threshold = 0.5,
        double? minScore = null
    )
    {
        scored = scored.AmongOwnLabels();
        var headlines = scored.Headlines;
        var groups = NearDuplicates.Group([.. headlines.Select(headline => headline.Text)]);
        var answers = new Answers(scored, 0, threshold);
        var figures = answers.Figures(groups, Seed);
        return new EvaluationReport
        {
            Title = title,
            Task = scored.Task,
            Headlines = headlines.Count,
            Labels = answers.Labels,
            Figures = [.. figures.Take(answers.Names.Count)],
            Baselines =
            [
                .. Rules(scored)
                    .Concat(baselines ?? [])
                    .Select(baseline => new BaselineReport(
                        baseline.Name,
                        [
                            .. new Answers(baseline.Scored.AmongOwnLabels(), 0, 0.5)
                                .Figures(groups, Seed)
                                .Take(answers.Names.Count),
                        ]
                    )),
            ],
            LabelFigures = answers.LabelFigures([.. figures.Skip(answers.Names.Count)]),
            Confusion = answers.Confusion(),
            Reliability = Curves.Reliability(answers.Confidences, answers.IsConfirmed),
            RiskCoverage = Curves.RiskCoverage(answers.Sureness, answers.IsRight),
            PrecisionRecall =
                scored.Task == ModelBundle.ClickbaitTask
                    ? Curves.PrecisionRecall(answers.Confidences, answers.IsConfirmed)
                    : [],
            Slices = [.. Slices(scored, groups, threshold)],
            Casings = Casings(scored, groups, threshold),
            MinScore = minScore,
        };
    }

    /// <summary>What rules that need no learning say of the same headlines.</summary>
    /// <param name="scored">The headlines.</param>
    public static IEnumerable<(string Name, ScoredHeadlines Scored)> Rules(ScoredHeadlines scored)
    {
        yield return ("always the most frequent answer", RuleBaselines.Majority(scored.Task, scored.Headlines));
        if (scored.Task == ModelBundle.ClickbaitTask)
        {
            yield return ("share of capitalized words", RuleBaselines.Casing(scored.Headlines));
        }

        yield return scored.Task == ModelBundle.ClickbaitTask
            ? ("words known from bait", RuleBaselines.BaitKeywords(scored.Headlines))
            : ("a dozen words a topic", RuleBaselines.TopicKeywords(scored.Headlines));
    }

    private static IEnumerable<Slice> Slices(ScoredHeadlines scored, int[] groups, double threshold)
    {
        var main = MainFigure(scored.Task);
        (string By, Func<LabeledHeadline, string> Of)[] ways =
        [
            ("source", headline => headline.Source),
            ("length", headline => Length(headline.Text)),
            ("casing", headline => LetterCase(headline.Text)),
        ];
        foreach (var (by, of) in ways)
        {
            var parts = Enumerable
                .Range(0, groups.Length)
                .GroupBy(i => of(scored.Headlines[i]))
                .Where(part => part.Count() >= FewestOfSlice)
                .OrderByDescending(part => part.Count())
                .ThenBy(part => part.Key, StringComparer.Ordinal)
                .Take(20);
            foreach (var part in parts)
            {
                var here = new Answers(scored.Where(headline => of(headline) == part.Key), 0, threshold);
                yield return new Slice(
                    by,
                    part.Key,
                    part.Count(),
                    here.Figures([.. part.Select(i => groups[i])], Seed).First(figure => figure.Name == main)
                );
            }
        }
    }

    private static List<CasingFigure> Casings(ScoredHeadlines scored, int[] groups, double threshold)
    {
        var main = MainFigure(scored.Task);
        var variants = CasingVariant.All.Select((_, variant) => new Answers(scored, variant, threshold)).ToList();
        var at = Array.IndexOf([.. variants[0].Names], main);
        double[] Drops(int[] counts)
        {
            var values = variants.Select(variant => variant.Measure(counts)[at]).ToList();
            return [.. values.Select(value => values[0] - value), .. values];
        }

        var drops = Drops([.. Enumerable.Repeat(1, groups.Length)]);
        var intervals = Bootstrap.Intervals(groups, Drops, Seed, draws: 200);
        return
        [
            .. CasingVariant.All.Select(
                (variant, i) =>
                    new CasingFigure(
                        variant.Name,
                        drops[variants.Count + i],
                        new Figure($"drop of {main}", drops[i], intervals[i].Low, intervals[i].High)
                    )
            ),
        ];
    }

    private static string Length(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length switch
        {
            <= 6 => "up to 6 words",
            <= 10 => "7 to 10 words",
            <= 15 => "11 to 15 words",
            _ => "16 words or more",
        };

    private static string LetterCase(string text)
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
