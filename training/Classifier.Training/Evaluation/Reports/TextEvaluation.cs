using System.Globalization;
using System.Text;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>Formats evaluations for terminals.</summary>
public static class TextEvaluation
{
    /// <summary>Returns an evaluation as plain text.</summary>
    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{report.Title}: {report.Headlines:N0} headlines, {report.Labels.Count} labels"
            )
            .AppendLine();
        foreach (var warning in report.Warnings)
        {
            text.AppendLine(warning);
        }

        if (report.Warnings.Count > 0)
        {
            text.AppendLine();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{"", -20} {"model", 24}");
        foreach (var figure in report.Figures)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{FigureText.DisplayName(figure.Name), -20} {FigureText.Format(figure), 24}"
            );
        }

        foreach (var baseline in report.Baselines)
        {
            text.AppendLine().AppendLine(baseline.Name);
            foreach (
                var figure in baseline.Figures.Where(figure =>
                    figure.Name == Evaluator.PrimaryFigure(report.Task)
                    || figure.Name == FigureNames.MacroF1
                    || figure.Name == FigureNames.Accuracy
                )
            )
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  {FigureText.DisplayName(figure.Name), -18} {FigureText.Format(figure), 24}"
                );
            }
        }

        text.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{"casing", -20} {FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task)), 10} {"drop", 24}"
            );
        foreach (var casing in report.Casings)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{casing.Name, -20} {FigureText.FormatNumber(casing.Value), 10} {FigureText.Format(casing.Drop), 24}"
            );
        }

        text.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{"slice", -34} {"headlines", 10} {FigureText.DisplayName(Evaluator.PrimaryFigure(report.Task)), 24}"
            );
        foreach (var slice in report.Slices)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{slice.Name, -34} {slice.Headlines, 10:N0} {FigureText.Format(slice.Figure), 24}"
            );
        }

        text.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{"label", -60} {"precision", 9} {"recall", 7} {"F1", 24} {"headlines", 10}"
            );
        foreach (var label in report.LabelFigures)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{IptcTopics.Describe(label.Label), -60} {FigureText.FormatNumber(label.Precision), 9} {FigureText.FormatNumber(label.Recall), 7} "
                    + $"{FigureText.Format(new Figure(label.Label, label.F1, label.Low, label.High)), 24} {label.Support, 10:N0}"
            );
        }

        return text.ToString().TrimEnd();
    }
}
