using System.Text.Json.Serialization;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>Represents the results of evaluating a model on labeled headlines.</summary>
public sealed record EvaluationReport
{
    /// <summary>Gets a one-line description of what was measured.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the task of the model.</summary>
    public required string Task { get; init; }

    /// <summary>Gets the number of headlines.</summary>
    public required int Headlines { get; init; }

    /// <summary>Gets the labels that the model could predict, restricted to those of the data.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Gets the figures of the model.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Gets the same figures for simple rules and for the stock pipeline of ML.NET.</summary>
    public required IReadOnlyList<BaselineReport> Baselines { get; init; }

    /// <summary>Gets the precision, recall, F1 and support of each topic, or the share of each clickbait grade on the correct side
    /// of the threshold.</summary>
    public required IReadOnlyList<LabelFigures> LabelFigures { get; init; }

    /// <summary>Gets the confusion matrix. Topics: correct labels (rows) and predicted labels (columns), in the order of
    /// <see cref="Labels"/>. Clickbait: grades 0 to 3 (rows) and not clickbait, clickbait (columns).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>Gets the bins of the reliability diagram.</summary>
    public required IReadOnlyList<CalibrationBin> Reliability { get; init; }

    /// <summary>Gets the accuracy at each share of most confident predictions.</summary>
    public required IReadOnlyList<CoveragePoint> RiskCoverage { get; init; }

    /// <summary>Gets precision and recall of clickbait by threshold; empty for topics.</summary>
    public required IReadOnlyList<PrecisionRecallPoint> PrecisionRecall { get; init; }

    /// <summary>Gets the primary figure on parts of the data.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }

    /// <summary>Gets the primary figure under each casing variant, and how far it drops.</summary>
    public required IReadOnlyList<CasingFigure> Casings { get; init; }

    /// <summary>Gets the default minimum score of the topic model; null for clickbait and for several models.</summary>
    public double? MinScore { get; init; }

    /// <summary>Gets a value indicating whether the model was certainly not trained on the headlines.</summary>
    public bool IsHeldOut { get; init; }

    /// <summary>Gets the names of the files of the data on which the model was trained.</summary>
    public IReadOnlyList<string> TrainedOn { get; init; } = [];

    /// <summary>Gets the reasons why the figures are less meaningful.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets a figure by name.</summary>
    /// <param name="name">One of <see cref="FigureNames"/>.</param>
    internal Figure this[string name] => Figures.First(figure => figure.Name == name);
}

/// <summary>Represents the figures of a baseline.</summary>
/// <param name="Name">A short description of the baseline.</param>
/// <param name="Figures">The figures; NaN where a figure is undefined for the baseline.</param>
public sealed record BaselineReport(string Name, IReadOnlyList<Figure> Figures);

/// <summary>Represents the figures of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">The share of predictions of the label that are correct.</param>
/// <param name="Recall">The share of headlines with the label for which it was predicted.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
/// <param name="Low">The lower bound of the 95 % interval of F1; of recall for clickbait grades.</param>
/// <param name="High">The upper bound of that interval.</param>
/// <param name="Support">The number of headlines with the label.</param>
public sealed record LabelFigures(
    string Label,
    double Precision,
    double Recall,
    double F1,
    double Low,
    double High,
    int Support
);

/// <summary>Represents a bin of predictions of similar probability; see <see cref="Metrics.CalibrationError"/>.</summary>
/// <param name="From">The lower bound of the bin; bins are .1 wide.</param>
/// <param name="Headlines">The number of predictions in the bin.</param>
/// <param name="Probability">The mean predicted probability.</param>
/// <param name="Right">The observed share of correct predictions.</param>
public sealed record CalibrationBin(double From, int Headlines, double Probability, double Right);

/// <summary>Represents a point of the risk-coverage curve (El-Yaniv and Wiener 2010).</summary>
/// <param name="Coverage">The share of headlines covered, in order of decreasing confidence.</param>
/// <param name="Accuracy">The accuracy on these headlines; the risk is 1 minus the accuracy.</param>
/// <param name="MinScore">The smallest confidence among them.</param>
public sealed record CoveragePoint(
    double Coverage,
    double Accuracy,
    [property: JsonPropertyName("leastScore")] double MinScore
);

/// <summary>Represents a point of the precision-recall curve.</summary>
/// <param name="Threshold">The smallest score that counts as clickbait.</param>
/// <param name="Precision">The share of headlines at or above the threshold that are clickbait.</param>
/// <param name="Recall">The share of clickbait at or above the threshold.</param>
public sealed record PrecisionRecallPoint(double Threshold, double Precision, double Recall);

/// <summary>Represents the primary figure, accuracy or ROC-AUC, on a part of the data.</summary>
/// <param name="By">The property by which the data was divided.</param>
/// <param name="Name">The name of the part.</param>
/// <param name="Headlines">The number of headlines in the part.</param>
/// <param name="Figure">The figure on the part.</param>
public sealed record Slice(string By, string Name, int Headlines, Figure Figure);

/// <summary>Represents the primary figure under a casing variant.</summary>
/// <param name="Name">The name of the variant.</param>
/// <param name="Value">The value of the figure.</param>
/// <param name="Drop">The drop from the value for unchanged headlines, with the interval of a paired bootstrap.</param>
public sealed record CasingFigure(string Name, double Value, Figure Drop);
