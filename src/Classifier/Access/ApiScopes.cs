namespace Classifier.Access;

/// <summary>Names what a caller may do.</summary>
public static class ApiScopes
{
    /// <summary>The scope for classifying headlines and pages, and for describing models and limits.</summary>
    public const string Classify = "classify";

    /// <summary>The scope for submitting corrections.</summary>
    public const string Feedback = "feedback";

    /// <summary>The scope for changing the models of a running server.</summary>
    public const string Admin = "admin";

    /// <summary>The scope for reading metrics.</summary>
    public const string Metrics = "metrics";

    /// <summary>Gets all scopes.</summary>
    public static IReadOnlyList<string> All { get; } = [Classify, Feedback, Admin, Metrics];
}
