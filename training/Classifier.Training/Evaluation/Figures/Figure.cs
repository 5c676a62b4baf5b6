namespace Classifier.Training.Evaluation.Figures;

/// <summary>A measured figure.</summary>
/// <param name="Name">One of <see cref="FigureNames"/>, or the label that it is of.</param>
/// <param name="Value">Its value; NaN where the set cannot tell.</param>
/// <param name="Low">The lower end of its 95 % interval, by <see cref="Bootstrap"/>.</param>
/// <param name="High">The upper end.</param>
public sealed record Figure(string Name, double Value, double Low, double High);

/// <summary>The names of figures.</summary>
public static class FigureNames
{
    /// <summary>The share of headlines whose most probable topic is right, be it the first right one or the second; of
    /// clickbait the share on the right side of the threshold.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The share whose most probable topic is the first right one.</summary>
    public const string FirstTopicAccuracy = "accuracy-first";

    /// <summary>The accuracy on the four fifths of the set of which the model is surest.</summary>
    public const string SurestAccuracy = "accuracy-surest-80";

    /// <summary>The plain mean of the labels' F1.</summary>
    public const string MacroF1 = "macro-f1";

    /// <summary>How probably bait scores above news.</summary>
    public const string RocAuc = "roc-auc";

    /// <summary>The mean precision over all bait, from the highest score down.</summary>
    public const string AveragePrecision = "average-precision";

    /// <summary>The rank correlation of scores and grades.</summary>
    public const string Spearman = "spearman";

    /// <summary>F1 at the threshold of considerable bait.</summary>
    public const string F1 = "f1";

    /// <summary>The expected calibration error, ten bins; of topics that of the first right one.</summary>
    public const string CalibrationError = "calibration-error";
}
