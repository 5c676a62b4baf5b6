using Classifier.Training.Evaluation;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents the difference of a label between two models: F1 of a topic, or the share of a clickbait grade on the
/// correct side of the threshold.</summary>
/// <param name="Label">The label.</param>
/// <param name="Support">The number of headlines with the label.</param>
/// <param name="Old">The figure of the old model.</param>
/// <param name="New">The figure of the new model.</param>
/// <param name="Difference">New minus old.</param>
/// <param name="Low">The lower bound of the 95 % interval of the difference.</param>
/// <param name="High">The upper bound of that interval.</param>
public sealed record LabelDifference(
    string Label,
    int Support,
    double Old,
    double New,
    double Difference,
    double Low,
    double High
)
{
    /// <summary>Gets a value indicating whether the whole interval is below 0. The interval of a few headlines is no evidence.</summary>
    public bool IsRegression => High < 0 && Support >= SampleCaution.MinPerLabel;
}
