using System.Globalization;

namespace Classifier.Training.Evaluation.Figures;

/// <summary>How figures are printed.</summary>
internal static class FigureText
{
    /// <summary>A figure and its interval, such as <c>.874 (.856–.891)</c>.</summary>
    public static string Of(Figure figure) =>
        double.IsNaN(figure.Value) ? "–" : $"{Number(figure.Value)} ({Number(figure.Low)}–{Number(figure.High)})";

    /// <summary>A share with three places and without the nought before the point.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }
        // Adding nought makes −0 a nought.
        var text = (Math.Round(value, 3) + 0).ToString("0.000", CultureInfo.InvariantCulture);
        return text.StartsWith("0.", StringComparison.Ordinal) ? text[1..]
            : text.StartsWith("-0.", StringComparison.Ordinal) ? $"−{text[2..]}"
            : text;
    }

    /// <summary>A figure's name as people write it.</summary>
    public static string Name(string figure) =>
        figure switch
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
