namespace Classifier.Server.Feedback;

/// <summary>Whether the server takes corrections, and how many; configured under <c>Classifier:Feedback</c>.</summary>
public sealed record FeedbackSettings
{
    /// <summary>The file that corrections are kept in; empty to take none.</summary>
    public string Store { get; init; } = "";

    /// <summary>How many corrections are taken a minute, from all clients together.</summary>
    public int MaxPerMinute { get; init; } = 600;

    /// <summary>How many corrections the store holds at most.</summary>
    public long MaxCorrections { get; init; } = 1_000_000;

    /// <summary>Whether corrections are taken.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Store);

    /// <summary>Checks that the settings make sense.</summary>
    /// <exception cref="InvalidOperationException">One does not; the message names it.</exception>
    public void Check()
    {
        if (MaxPerMinute < 1)
        {
            throw new InvalidOperationException(
                $"Classifier:Feedback:MaxPerMinute is {MaxPerMinute}; it must be at least 1."
            );
        }

        if (MaxCorrections < 1)
        {
            throw new InvalidOperationException(
                $"Classifier:Feedback:MaxCorrections is {MaxCorrections}; it must be at least 1."
            );
        }
    }
}
