namespace Classifier.Training.Evaluation.Figures;

/// <summary>Represents a measured figure.</summary>
/// <param name="Name">One of <see cref="FigureNames"/>, or the name of a label.</param>
/// <param name="Value">The value; NaN if it is undefined for the data.</param>
/// <param name="Low">The lower bound of the 95 % interval, computed by <see cref="Bootstrap"/>.</param>
/// <param name="High">The upper bound of the 95 % interval.</param>
public sealed record Figure(string Name, double Value, double Low, double High);

/// <summary>Defines the names of figures.</summary>
public static class FigureNames
{
    /// <summary>Topics: the share of headlines whose most probable topic is a correct one, first or second. Clickbait: the share
    /// of headlines on the correct side of the threshold.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The share of headlines whose most probable topic is the first correct topic.</summary>
    public const string FirstTopicAccuracy = "accuracy-first";

    /// <summary>The accuracy on the 80 % of headlines with the most confident predictions.</summary>
    public const string MostConfidentAccuracy = "accuracy-surest-80";

    /// <summary>The unweighted mean of the F1 of all labels.</summary>
    public const string MacroF1 = "macro-f1";

    /// <summary>The probability that a clickbait headline scores higher than another headline.</summary>
    public const string RocAuc = "roc-auc";

    /// <summary>The mean of the precision at each clickbait headline, in order of decreasing score.</summary>
    public const string AveragePrecision = "average-precision";

    /// <summary>Spearman's rank correlation of scores and grades.</summary>
    public const string Spearman = "spearman";

    /// <summary>F1 at the threshold of the considerable band.</summary>
    public const string F1 = "f1";

    /// <summary>The expected calibration error over ten bins; for topics, with respect to the first correct topic.</summary>
    public const string CalibrationError = "calibration-error";
}
