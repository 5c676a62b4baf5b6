using System.Globalization;
using System.Text;
using Classifier.Taxonomy;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>An evaluation for a terminal.</summary>
public static class TextEvaluation
{
    /// <summary>The text, without colours.</summary>
    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{report.Title}: {report.Headlines:N0} headlines, {report.Labels.Count} labels").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{"",-20} {"model",24}");
        foreach (var figure in report.Figures)
            text.AppendLine(CultureInfo.InvariantCulture, $"{Name(figure.Name),-20} {Markdown.Figure(figure),24}");
        foreach (var baseline in report.Baselines)
        {
            text.AppendLine().AppendLine(baseline.Name);
            foreach (var figure in baseline.Figures.Where(figure => figure.Name == Evaluator.MainFigure(report.Task) || figure.Name == FigureNames.MacroF1 || figure.Name == FigureNames.Accuracy))
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Name(figure.Name),-18} {Markdown.Figure(figure),24}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"casing",-20} {Name(Evaluator.MainFigure(report.Task)),10} {"drop",24}");
        foreach (var casing in report.Casings)
            text.AppendLine(CultureInfo.InvariantCulture, $"{casing.Name,-20} {Markdown.Number(casing.Value),10} {Markdown.Figure(casing.Drop),24}");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"part",-34} {"headlines",10} {Name(Evaluator.MainFigure(report.Task)),24}");
        foreach (var slice in report.Slices)
            text.AppendLine(CultureInfo.InvariantCulture, $"{slice.Name,-34} {slice.Headlines,10:N0} {Markdown.Figure(slice.Figure),24}");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"label",-44} {"precision",9} {"recall",7} {"F1",24} {"headlines",10}");
        foreach (var label in report.LabelFigures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{IptcTopics.Named(label.Label).Label,-44} {Markdown.Number(label.Precision),9} {Markdown.Number(label.Recall),7} "
                + $"{Markdown.Figure(new Figure(label.Label, label.F1, label.Low, label.High)),24} {label.Support,10:N0}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A figure's name as people write it.</summary>
    private static string Name(string figure) => figure switch
    {
        FigureNames.RocAuc => "ROC-AUC",
        FigureNames.MacroF1 => "macro-F1",
        FigureNames.F1 => "F1",
        FigureNames.Spearman => "Spearman",
        FigureNames.FirstTopicAccuracy => "accuracy, first",
        FigureNames.SurestAccuracy => "accuracy, surest 80 %",
        _ => figure.Replace('-', ' '),
    };
}
