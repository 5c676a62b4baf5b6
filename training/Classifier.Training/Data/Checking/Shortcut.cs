using Classifier.Taxonomy;

namespace Classifier.Training.Data.Checking;

/// <summary>Represents a trivial property of a text that predicts a label.</summary>
/// <param name="Where">The file, or <c>all files</c>.</param>
/// <param name="Task"><c>topic</c> or <c>clickbait</c>.</param>
/// <param name="Label">The label.</param>
/// <param name="Feature">The property.</param>
/// <param name="Rule">The condition under which the label is predicted.</param>
/// <param name="Accuracy">The accuracy of the rule, from 0 to 1.</param>
/// <param name="Baseline">The accuracy of always giving the more frequent answer, from 0 to 1.</param>
/// <param name="HoldsForLabel">The fraction of the label's headlines for which the rule holds, from 0 to 1.</param>
/// <param name="HoldsForOthers">The fraction of all other headlines for which the rule holds, from 0 to 1.</param>
/// <param name="RocAuc">The area under the ROC curve of the property's value, from 0.5 to 1.</param>
/// <param name="Rows">The number of rows examined.</param>
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
    /// <summary>Gets the fraction of the baseline's errors that the rule avoids; 0 or less if it is no better.</summary>
    public double Lift => Baseline < 1 ? (Accuracy - Baseline) / (1 - Baseline) : 0;

    /// <summary>Returns a description of the rule and its accuracy.</summary>
    public override string ToString()
    {
        var label = IptcTopics.Describe(Label);
        var holds =
            $"holds for {100 * HoldsForLabel:0} % of its headlines and {100 * HoldsForOthers:0} % of the others; ROC-AUC {RocAuc:0.000}; {Plural.Format(Rows, "row")}";
        return Lift >= ShortcutSearch.MinLift
            ? $"{Where}: {Rule} predicts {label} with an accuracy of {100 * Accuracy:0.0} % (always the more frequent answer: {100 * Baseline:0.0} %; {holds})"
            : $"{Where}: {Rule} is typical of {label} ({holds})";
    }
}
