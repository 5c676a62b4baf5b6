using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>All that was measured of a model on a set of headlines that it has not seen.</summary>
public sealed record EvaluationReport
{
    /// <summary>What was measured, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>How many headlines were measured on.</summary>
    public required int Headlines { get; init; }

    /// <summary>The labels among which the model answered: those of the set.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The figures.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The same figures of trivial rules and of ML.NET as it comes.</summary>
    public required IReadOnlyList<BaselineReport> Baselines { get; init; }

    /// <summary>Precision, recall, F1 and support of each label; of clickbait, the share of each grade on the right side.</summary>
    public required IReadOnlyList<LabelFigures> LabelFigures { get; init; }

    /// <summary>How often which label was given (columns) where which is right (rows), in the order of <see cref="Labels"/>;
    /// of clickbait, grades 0 to 3 (rows) and not bait, bait (columns).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>How often the model was right when it was how sure.</summary>
    public required IReadOnlyList<CalibrationBin> Reliability { get; init; }

    /// <summary>How right the model is if it answers only where it is surest.</summary>
    public required IReadOnlyList<CoveragePoint> RiskCoverage { get; init; }

    /// <summary>Precision and recall of bait at all thresholds; empty for topics.</summary>
    public required IReadOnlyList<PrecisionRecallPoint> PrecisionRecall { get; init; }

    /// <summary>The main figure on parts of the set.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }

    /// <summary>The main figure under other casings, and how far it drops.</summary>
    public required IReadOnlyList<CasingFigure> Casings { get; init; }

    /// <summary>The topic model's default smallest score; null for clickbait and where several models were measured.</summary>
    public double? MinScore { get; init; }

    /// <summary>A figure.</summary>
    /// <param name="name">One of <see cref="FigureNames"/>.</param>
    public Figure this[string name] => Figures.First(figure => figure.Name == name);
}

/// <summary>A baseline's figures.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Figures">Its figures; of those that a rule cannot have, NaN.</param>
public sealed record BaselineReport(string Name, IReadOnlyList<Figure> Figures);

/// <summary>How right a model is on one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">The share of its predictions that are right.</param>
/// <param name="Recall">The share of its headlines that are found.</param>
/// <param name="F1">Their harmonic mean.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Support">How many headlines it has.</param>
public sealed record LabelFigures(
    string Label,
    double Precision,
    double Recall,
    double F1,
    double Low,
    double High,
    int Support
);

/// <summary>Answers of about the same probability; see <see cref="Metrics.CalibrationError"/>.</summary>
/// <param name="From">The least probability of the bin; it is a tenth wide.</param>
/// <param name="Headlines">How many answers fall into it.</param>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Right">The share of them that is right.</param>
public sealed record CalibrationBin(double From, int Headlines, double Probability, double Right);

/// <summary>A point of the risk-coverage curve (El-Yaniv and Wiener 2010).</summary>
/// <param name="Coverage">The share of headlines that are answered, the surest first.</param>
/// <param name="Accuracy">The share of these that is answered right; the risk is what it lacks of 1.</param>
/// <param name="LeastScore">The smallest probability among them.</param>
public sealed record CoveragePoint(double Coverage, double Accuracy, double LeastScore);

/// <summary>A point of the precision-recall curve.</summary>
/// <param name="Threshold">The least score of what is called bait.</param>
/// <param name="Precision">The share of that which is bait.</param>
/// <param name="Recall">The share of bait among it.</param>
public sealed record PrecisionRecallPoint(double Threshold, double Precision, double Recall);

/// <summary>The main figure, accuracy or ROC-AUC, on a part of the set.</summary>
/// <param name="By">By what the set was parted.</param>
/// <param name="Name">The part.</param>
/// <param name="Headlines">How many headlines it has.</param>
/// <param name="Figure">The figure there.</param>
public sealed record Slice(string By, string Name, int Headlines, Figure Figure);

/// <summary>The main figure of a casing.</summary>
/// <param name="Name">The casing.</param>
/// <param name="Value">The figure.</param>
/// <param name="Drop">How far it is under that of the headlines as they are, with its interval; both are drawn together.</param>
public sealed record CasingFigure(string Name, double Value, Figure Drop);
