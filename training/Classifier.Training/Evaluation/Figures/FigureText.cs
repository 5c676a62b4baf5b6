using System.Globalization;

namespace Classifier.Training.Evaluation.Figures;

/// <summary>Formats figures for reports.</summary>
internal static class FigureText
{
    /// <summary>Formats a figure and its interval, for example <c>.874 (.856–.891)</c>.</summary>
    public static string Format(Figure figure) =>
        double.IsNaN(figure.Value)
            ? "–"
            : $"{FormatNumber(figure.Value)} ({FormatNumber(figure.Low)}–{FormatNumber(figure.High)})";

    /// <summary>Formats a figure with its name and interval, for example <c>accuracy .874 (.856–.891)</c>.</summary>
    public static string FormatWithName(Figure figure) => $"{DisplayName(figure.Name)} {Format(figure)}";

    /// <summary>Formats a number with three decimals and no leading zero.</summary>
    public static string FormatNumber(double value)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }
        // Adding 0 turns −0 into 0.
        var text = (Math.Round(value, 3) + 0).ToString("0.000", CultureInfo.InvariantCulture);
        return text.StartsWith("0.", StringComparison.Ordinal) ? text[1..]
            : text.StartsWith("-0.", StringComparison.Ordinal) ? $"−{text[2..]}"
            : text;
    }

    /// <summary>Returns the display name of a figure.</summary>
    public static string DisplayName(string figure) =>
        figure switch
        {
            FigureNames.RocAuc => "ROC-AUC",
            FigureNames.MacroF1 => "macro-F1",
            FigureNames.F1 => "F1",
            FigureNames.Spearman => "Spearman",
            FigureNames.FirstTopicAccuracy => "accuracy, first topic",
            FigureNames.MostConfidentAccuracy => "accuracy, most confident 80 %",
            _ => figure.Replace('-', ' '),
        };
}
