namespace Classifier.Training.Evaluation.Updating;

/// <summary>Represents the evaluation of building on a model.</summary>
/// <param name="Model">The task and version of the existing model.</param>
/// <param name="Unlabeled">The number of unlabeled headlines.</param>
/// <param name="Overlapping">The number of unlabeled headlines that were left out, because they have the same words as a labeled
/// one.</param>
/// <param name="GoldHeadlines">The number of headlines on which old answers are measured.</param>
/// <param name="GoldBefore">The accuracy of the existing model on them.</param>
/// <param name="Corrections">The results of learning corrections that follow a house rule.</param>
/// <param name="Curve">The results with increasing numbers of corrections.</param>
/// <param name="AddedTopic">The result of adding a topic; <see langword="null"/> for a clickbait model.</param>
public sealed record UpdateReport(
    string Model,
    int Unlabeled,
    int Overlapping,
    int GoldHeadlines,
    double GoldBefore,
    CorrectionResult Corrections,
    IReadOnlyList<CorrectionResult> Curve,
    AddedTopicResult? AddedTopic
)
{
    /// <summary>The minimum share of learned corrections.</summary>
    internal const double MinLearned = 290 / 300.0;

    /// <summary>The minimum share of correct unseen headlines.</summary>
    internal const double MinUnseen = 0.8;

    /// <summary>The minimum F1 of an added topic.</summary>
    internal const double MinF1 = 0.85;

    /// <summary>The maximum loss of accuracy on gold headlines.</summary>
    internal const double MaxLoss = 0.01;

    /// <summary>Gets a value indicating whether all targets are met. For topics, the accuracy on all gold headlines counts,
    /// including those that a rule contradicts. The clickbait rule contradicts too many of them, so only the others count.</summary>
    public bool Passed =>
        Corrections.Learned >= MinLearned * Corrections.Corrections
        && Corrections.UnseenRight >= MinUnseen
        && Corrections.GoldOutsideRule >= Corrections.GoldOutsideRuleBefore - MaxLoss
        && (
            AddedTopic is null
            || (
                AddedTopic.F1 >= MinF1
                && AddedTopic.Gold >= GoldBefore - MaxLoss
                && Corrections.Gold >= GoldBefore - MaxLoss
            )
        );
}

/// <summary>Represents the result of learning corrections.</summary>
/// <param name="Rule">The rule that the corrections follow.</param>
/// <param name="Corrections">The number of corrections.</param>
/// <param name="Learned">The number of corrections that the new model answers correctly.</param>
/// <param name="Unseen">The number of unseen headlines to which the rule applies.</param>
/// <param name="UnseenRight">The share of them that the new model answers correctly; the existing model answers none.</param>
/// <param name="Gold">The accuracy on all gold headlines, including those that the rule contradicts.</param>
/// <param name="GoldOutsideRule">The accuracy on the gold headlines to which the rule does not apply.</param>
/// <param name="GoldOutsideRuleBefore">The accuracy of the existing model on the same headlines.</param>
/// <param name="Seconds">The duration of the update in seconds.</param>
public sealed record CorrectionResult(
    string Rule,
    int Corrections,
    int Learned,
    int Unseen,
    double UnseenRight,
    double Gold,
    double GoldOutsideRule,
    double GoldOutsideRuleBefore,
    double Seconds
);

/// <summary>Represents the result of adding a topic.</summary>
/// <param name="Rows">The number of headlines of the topic used for training.</param>
/// <param name="Unseen">The number of unseen headlines of the topic.</param>
/// <param name="Precision">The precision of the topic on unseen and gold headlines.</param>
/// <param name="Recall">The recall of the topic.</param>
/// <param name="F1">The F1 of the topic.</param>
/// <param name="Gold">The accuracy on all gold headlines with their original topics.</param>
/// <param name="GoldOutsideTopic">The accuracy on gold headlines that do not belong to the added topic.</param>
/// <param name="GoldOutsideTopicBefore">The accuracy of the existing model on the same headlines.</param>
/// <param name="Seconds">The duration of the update in seconds.</param>
public sealed record AddedTopicResult(
    int Rows,
    int Unseen,
    double Precision,
    double Recall,
    double F1,
    double Gold,
    double GoldOutsideTopic,
    double GoldOutsideTopicBefore,
    double Seconds
);
