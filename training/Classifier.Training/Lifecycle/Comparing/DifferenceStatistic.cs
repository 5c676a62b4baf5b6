namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Specifies which statistic of a difference a <see cref="ComparisonRule"/> refers to.</summary>
public enum DifferenceStatistic
{
    /// <summary>The difference itself.</summary>
    Difference,

    /// <summary>The lower bound of the interval of the difference.</summary>
    Low,

    /// <summary>The upper bound of the interval of the difference.</summary>
    High,
}
