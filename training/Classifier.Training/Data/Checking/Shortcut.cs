using Classifier.Taxonomy;

namespace Classifier.Training.Data.Checking;

/// <summary>A trivial property that tells a label.</summary>
/// <param name="Where">The file, or “all files”.</param>
/// <param name="Task">topic or clickbait.</param>
/// <param name="Label">The label.</param>
/// <param name="Feature">The property.</param>
/// <param name="Rule">From which value on the label is taken for given.</param>
/// <param name="Accuracy">How often that is right, 0 to 1.</param>
/// <param name="Baseline">How often it is right never, or always, to answer the label, 0 to 1.</param>
/// <param name="HoldsForLabel">For which share of the label's headlines the rule holds, 0 to 1.</param>
/// <param name="HoldsForOthers">For which share of the others it holds, 0 to 1.</param>
/// <param name="RocAuc">The area under the ROC curve of the property's value, .5 to 1.</param>
/// <param name="Rows">How many rows were looked at.</param>
public sealed record Shortcut(
    string Where,
    string Task,
    string Label,
    string Feature,
    string Rule,
    double Accuracy,
    double Baseline,
    double HoldsForLabel,
    double HoldsForOthers,
    double RocAuc,
    long Rows
)
{
    /// <summary>The share of the baseline's errors that the rule does away with; 0 or less where it does not pay.</summary>
    public double Lift => Baseline < 1 ? (Accuracy - Baseline) / (1 - Baseline) : 0;

    /// <summary>The alarm in words.</summary>
    public override string ToString()
    {
        var label = IptcTopics.FromId(Label).Label;
        var holds =
            $"holds for {100 * HoldsForLabel:0} % of its headlines and {100 * HoldsForOthers:0} % of the others; ROC-AUC {RocAuc:0.000}; {Rows:N0} rows";
        return Lift >= ShortcutSearch.LeastLift
            ? $"{Where}: {Rule} predicts {label} with {100 * Accuracy:0.0} % (always the more frequent answer: {100 * Baseline:0.0} %; {holds})"
            : $"{Where}: {Rule} is a mark of {label} ({holds})";
    }
}
