using System.Globalization;
using System.Text;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>Writes parts of an evaluation report as Markdown tables.</summary>
internal static class MarkdownTables
{
    /// <summary>Writes the figures of the model and of the baselines.</summary>
    public static void WriteFigures(StringBuilder text, EvaluationReport report)
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
                $"| {FigureText.DisplayName(report.Figures[i].Name)} | **{FigureText.Format(report.Figures[i])}** | "
                    + $"{string.Join(" | ", report.Baselines.Select(baseline => FigureText.FormatNumber(baseline.Figures[i].Value)))} |"
            );
        }
    }

    /// <summary>Writes the primary figure under each casing variant.</summary>
    public static void WriteCasings(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| variant | {FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task))} | drop |"
            )
            .AppendLine("|---|---|---|");
        foreach (var casing in report.Casings)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {casing.Name} | {FigureText.FormatNumber(casing.Value)} | {FigureText.Format(casing.Drop)} |"
            );
        }
    }

    /// <summary>Writes the figures of the labels.</summary>
    public static void WriteLabels(StringBuilder text, EvaluationReport report)
    {
        var isGrade = report.LabelFigures.All(label => double.IsNaN(label.F1));
        text.AppendLine(
                isGrade
                    ? "| grade | correct side of the threshold | headlines |"
                    : "| label | precision | recall | F1 | headlines |"
            )
            .AppendLine(isGrade ? "|---|---|---|" : "|---|---|---|---|---|");
        foreach (var label in report.LabelFigures)
        {
            text.AppendLine(
                isGrade
                    ? $"| {label.Label} | {FigureText.Format(new Figure(label.Label, label.Recall, label.Low, label.High))} | {label.Support} |"
                    : $"| {IptcTopics.FromId(label.Label).Label} | {FigureText.FormatNumber(label.Precision)} | {FigureText.FormatNumber(label.Recall)} | "
                        + $"{FigureText.Format(new Figure(label.Label, label.F1, label.Low, label.High))} | {label.Support} |"
            );
        }
    }

    /// <summary>Writes the risk-coverage curve at ten levels of coverage.</summary>
    public static void WriteCoverage(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine("| coverage | accuracy | minimum score |").AppendLine("|---|---|---|");
        foreach (var share in Enumerable.Range(1, 10).Select(tenth => tenth / 10.0))
        {
            var point = report.RiskCoverage.MinBy(point => Math.Abs(point.Coverage - share))!;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {share:P0} | {FigureText.FormatNumber(point.Accuracy)} | {FigureText.FormatNumber(point.MinScore)} |"
            );
        }
    }

    /// <summary>Writes the primary figure on each slice.</summary>
    public static void WriteSlices(StringBuilder text, EvaluationReport report)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| slice by | value | headlines | {FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task))} |"
            )
            .AppendLine("|---|---|---|---|");
        foreach (var slice in report.Slices)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {slice.By} | {slice.Name} | {slice.Headlines} | {FigureText.Format(slice.Figure)} |"
            );
        }
    }
}
