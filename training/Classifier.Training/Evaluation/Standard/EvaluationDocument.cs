using System.Globalization;
using System.Text;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>Writes docs/EVALUATION.md.</summary>
public static class EvaluationDocument
{
    /// <summary>From here to the end the document is written by hand, and kept.</summary>
    public const string ByHand = "## Ideas tried";

    private const int Seed = 1;

    /// <summary>The document.</summary>
    /// <param name="result">What was scored.</param>
    /// <param name="topic">The report of gold's topics.</param>
    /// <param name="clickbait">The report of gold's bait.</param>
    /// <param name="pairs">What the served models make of the minimal pairs, by task.</param>
    /// <param name="command">The command that makes the document.</param>
    /// <param name="old">The document as it was; null for a first one.</param>
    public static string Write(
        StandardResult result,
        EvaluationReport topic,
        EvaluationReport clickbait,
        IReadOnlyDictionary<string, MinimalPairReport> pairs,
        string command,
        string? old
    )
    {
        var text = new StringBuilder();
        text.AppendLine("# How good the models are")
            .AppendLine()
            .AppendLine(
                "Made by one command; what it writes is not edited by hand. The data are those of [DATA.md](DATA.md)."
            )
            .AppendLine()
            .AppendLine("```sh")
            .AppendLine(command)
            .AppendLine("```")
            .AppendLine()
            .AppendLine(
                """
                Every figure is of headlines that the model did not learn from, nor from others with the same words in any file. Models are
                fitted by the recipe that ships, calibration included, once for each fold. In brackets stand 95 % bootstrap intervals, drawn
                by story. A set is scored among the labels that it has. **The labels of gold were made by a large language model** after a
                written codebook; a second pass agreed with 89.1 % of its topics (98.7 % where a second topic counts) and 85 % of its grades of
                bait (quadratic kappa .85), so no figure here can mean more than that.

                Splits: *by story*, near-duplicate headlines (Jaccard similarity of .8 of character runs) are never on both sides; *one source left
                out*, the source's file, all rows of other files that come from it, among them labeled ones, and all headlines with its words;
                *by time*, learned from what was dated before. ML.NET's FeaturizeText and SDCA learn from at most 40,000 headlines of the same
                rows, those that someone read first, and look at a million rows in all: of more they take many minutes.
                """
            )
            .AppendLine()
            .AppendLine("## What must be reached")
            .AppendLine()
            .AppendLine("| what | fastText | linear + vectors | best of these | at least | aim | ours | reached |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var bar in Bar.All(result, topic, clickbait, Seed))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {bar.What} | {bar.FastText} | {bar.Linear} | {bar.Best} | {bar.AtLeast} | {bar.Aim} | **{bar.Ours}** | {(bar.IsReached ? "yes" : "no")} |"
            );
        }

        text.AppendLine()
            .AppendLine(
                "The first four columns of figures were measured beforehand, with other tools on the same data; “–” was not."
            );
        Gold(text, "Topic: gold cross-validated by story", topic);
        Sources(
            text,
            "Topic: one source left out",
            FigureNames.Accuracy,
            StandardEvaluation.TopicSources,
            result.TopicLeftOut,
            result.TopicLeftOutStock
        );
        Sources(
            text,
            "Topic: later months",
            FigureNames.Accuracy,
            ["newsapi_top, March and April 2022"],
            [result.Later],
            [result.LaterStock]
        );
        Gold(text, "Clickbait: gold cross-validated by story", clickbait);
        Sources(
            text,
            "Clickbait: one source left out",
            FigureNames.RocAuc,
            StandardEvaluation.ClickbaitSources,
            result.ClickbaitLeftOut,
            result.ClickbaitLeftOutStock
        );
        Stop(text, result);
        Pairs(text, pairs);
        text.AppendLine(Kept(old));
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Gold(StringBuilder text, string title, EvaluationReport report)
    {
        text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"## {title}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{report.Headlines:N0} headlines.")
            .AppendLine();
        MarkdownReport.Figures(text, report);
        text.AppendLine();
        MarkdownReport.Casings(text, report);
        text.AppendLine();
        MarkdownReport.Labels(text, report);
        text.AppendLine();
        MarkdownReport.Coverage(text, report);
        text.AppendLine();
        MarkdownReport.Slices(text, report);
    }

    private static void Sources(
        StringBuilder text,
        string title,
        string figure,
        IReadOnlyList<string> names,
        IReadOnlyList<ScoredHeadlines> ours,
        IReadOnlyList<ScoredHeadlines> stock
    )
    {
        var rules = ours.SelectMany(Evaluator.Rules).ToLookup(rule => rule.Name, rule => rule.Scored);
        List<(string Name, IReadOnlyList<ScoredHeadlines> Sets)> columns =
        [
            ("ours", ours),
            ("ML.NET's FeaturizeText and SDCA", stock),
            .. rules.Select(rule => (rule.Key, (IReadOnlyList<ScoredHeadlines>)[.. rule])),
        ];
        text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"## {title}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"By {FigureText.Name(figure)}.")
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"| source | headlines | labels | {string.Join(" | ", columns.Select(column => column.Name))} |"
            )
            .AppendLine(string.Concat(Enumerable.Repeat("|---", columns.Count + 3)) + "|");
        for (var i = 0; i < names.Count; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {names[i]} | {ours[i].Headlines.Count:N0} | {Labels(ours[i])} | {string.Join(" | ", columns.Select(column => Of(figure, [column.Sets[i]])))} |"
            );
        }

        if (names.Count > 1)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| **mean** | | | {string.Join(" | ", columns.Select(column => $"**{Of(figure, column.Sets)}**"))} |"
            );
        }
    }

    private static void Stop(StringBuilder text, StandardResult result)
    {
        text.AppendLine()
            .AppendLine("## Clickbait: Stop Clickbait in lower case")
            .AppendLine()
            .AppendLine(
                "One fifth is measured on, the rest learned from; lower-cased, because in this set the capitals alone tell the label of 95.7 %."
            )
            .AppendLine()
            .AppendLine(
                "| split | headlines | ours, accuracy | ours, ROC-AUC | stock, accuracy | words known from bait, ROC-AUC |"
            )
            .AppendLine("|---|---|---|---|---|---|");
        foreach (
            var (name, ours, stock) in new[]
            {
                ("by story", result.StopClickbait, result.StopClickbaitStock),
                ("random, to compare", result.StopClickbaitRandom, null),
            }
        )
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {ours.Headlines.Count:N0} | {Of(FigureNames.Accuracy, [ours])} | {Of(FigureNames.RocAuc, [ours])} | "
                    + $"{(stock is null ? "–" : Of(FigureNames.Accuracy, [stock]))} | {Of(FigureNames.RocAuc, [RuleBaselines.BaitKeywords(ours.Headlines)])} |"
            );
        }
    }

    private static void Pairs(StringBuilder text, IReadOnlyDictionary<string, MinimalPairReport> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        text.AppendLine()
            .AppendLine("## Minimal pairs, by the served models")
            .AppendLine()
            .AppendLine(
                "[Pairs of headlines](../training/data/README.md#minimal-pairs-to-judge-with) that share words and differ in what matters; no model learns from them."
            )
            .AppendLine()
            .AppendLine("| task | pairs | in the right order | wholly right |")
            .AppendLine("|---|---|---|---|");
        foreach (var (task, report) in pairs)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {task} | {report.Pairs} | {FigureText.Number(report.Ranked)} | {FigureText.Number(report.Right)} |"
            );
        }

        double Share(Func<MinimalPairReport, double> of) =>
            pairs.Values.Sum(report => report.Pairs * of(report)) / pairs.Values.Sum(report => report.Pairs);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| **both** | {pairs.Values.Sum(report => report.Pairs)} | {FigureText.Number(Share(report => report.Ranked))} | {FigureText.Number(Share(report => report.Right))} |"
        );
    }

    private static string Of(string figure, IReadOnlyList<ScoredHeadlines> sets) =>
        FigureText.Of(MeanFigure.Of(figure, sets, Seed));

    private static int Labels(ScoredHeadlines scored) =>
        scored.AmongOwnLabels().Labels.Count is var count and > 1 ? count : 2;

    private static string Kept(string? old)
    {
        var at = old?.IndexOf(ByHand, StringComparison.Ordinal) ?? -1;
        return "\n"
            + (
                at >= 0
                    ? old![at..].TrimEnd()
                    : $"{ByHand}\n\nWritten by hand; the command keeps it.\n\n| idea | gain or loss | kept |\n|---|---|---|"
            );
    }
}

/// <summary>The parts of a report as tables of Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>The figures, with those of the baselines beside them.</summary>
    public static void Figures(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| figure | ours | {string.Join(" | ", report.Baselines.Select(baseline => baseline.Name))} |"
            )
            .AppendLine(string.Concat(Enumerable.Repeat("|---", report.Baselines.Count + 2)) + "|");
        for (var i = 0; i < report.Figures.Count; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {FigureText.Name(report.Figures[i].Name)} | **{FigureText.Of(report.Figures[i])}** | "
                    + $"{string.Join(" | ", report.Baselines.Select(baseline => FigureText.Number(baseline.Figures[i].Value)))} |"
            );
        }
    }

    /// <summary>The casings and their drops.</summary>
    public static void Casings(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| casing | {FigureText.Name(Evaluator.MainFigure(report.Task))} | drop |"
            )
            .AppendLine("|---|---|---|");
        foreach (var casing in report.Casings)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {casing.Name} | {FigureText.Number(casing.Value)} | {FigureText.Of(casing.Drop)} |"
            );
        }
    }

    /// <summary>The labels' figures.</summary>
    public static void Labels(StringBuilder text, EvaluationReport report)
    {
        var isGrade = report.LabelFigures.All(label => double.IsNaN(label.F1));
        text.AppendLine(
                isGrade
                    ? "| grade | on the right side of the threshold | headlines |"
                    : "| label | precision | recall | F1 | headlines |"
            )
            .AppendLine(isGrade ? "|---|---|---|" : "|---|---|---|---|---|");
        foreach (var label in report.LabelFigures)
        {
            text.AppendLine(
                isGrade
                    ? $"| {label.Label} | {FigureText.Of(new Figure(label.Label, label.Recall, label.Low, label.High))} | {label.Support} |"
                    : $"| {IptcTopics.FromId(label.Label).Label} | {FigureText.Number(label.Precision)} | {FigureText.Number(label.Recall)} | "
                        + $"{FigureText.Of(new Figure(label.Label, label.F1, label.Low, label.High))} | {label.Support} |"
            );
        }
    }

    /// <summary>The risk-coverage curve at ten points.</summary>
    public static void Coverage(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine("| surest share answered | accuracy | least score |").AppendLine("|---|---|---|");
        foreach (var share in Enumerable.Range(1, 10).Select(tenth => tenth / 10.0))
        {
            var point = report.RiskCoverage.MinBy(point => Math.Abs(point.Coverage - share))!;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {share:P0} | {FigureText.Number(point.Accuracy)} | {FigureText.Number(point.LeastScore)} |"
            );
        }
    }

    /// <summary>The slices.</summary>
    public static void Slices(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| slice by | | headlines | {FigureText.Name(Evaluator.MainFigure(report.Task))} |"
            )
            .AppendLine("|---|---|---|---|");
        foreach (var slice in report.Slices)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {slice.By} | {slice.Name} | {slice.Headlines} | {FigureText.Of(slice.Figure)} |"
            );
        }
    }
}
