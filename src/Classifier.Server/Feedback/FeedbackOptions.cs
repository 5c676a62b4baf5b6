namespace Classifier.Server.Feedback;

/// <summary>Represents the settings of section <c>Classifier:Feedback</c>.</summary>
internal sealed record FeedbackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Feedback";

    /// <summary>Gets the path of the file that stores corrections. Feedback is disabled if the path is empty.</summary>
    public string Store { get; init; } = "";

    /// <summary>Gets the maximum number of corrections accepted per minute, over all clients. The default is 600.</summary>
    public int MaxPerMinute { get; init; } = 600;

    /// <summary>Gets the maximum number of corrections in the store. The default is 1,000,000.</summary>
    public long MaxCorrections { get; init; } = 1_000_000;

    /// <summary>Gets the maximum number of corrections that wait to be written. The default is 1,000.</summary>
    public int MaxQueued { get; init; } = 1_000;

    /// <summary>Gets the maximum time that a call waits until its correction is written, in seconds. The default is 5.</summary>
    public int WriteTimeoutSeconds { get; init; } = 5;

    /// <summary>Gets a value indicating whether the server accepts corrections.</summary>
    public bool IsEnabled => !string.IsNullOrWhiteSpace(Store);

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range; the message names it.</exception>
    public void Validate()
    {
        ValidatePositive(nameof(MaxPerMinute), MaxPerMinute);
        ValidatePositive(nameof(MaxCorrections), MaxCorrections);
        ValidatePositive(nameof(MaxQueued), MaxQueued);
        ValidatePositive(nameof(WriteTimeoutSeconds), WriteTimeoutSeconds);
    }

    private static void ValidatePositive(string name, long value)
    {
        if (value < 1)
        {
            throw new InvalidOperationException($"{Section}:{name} is {value}; it must be at least 1.");
        }
    }
}
