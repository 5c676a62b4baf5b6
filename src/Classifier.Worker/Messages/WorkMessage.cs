namespace Classifier.Worker.Messages;

/// <summary>Represents a message of a source.</summary>
/// <param name="Body">The content.</param>
/// <param name="Id">The id that the sender has given to the message; empty if there is none.</param>
internal abstract record WorkMessage(ReadOnlyMemory<byte> Body, string Id)
{
    /// <summary>Gets the place of the message, such as <c>headlines/3/1204</c>.</summary>
    public abstract string Place { get; }

    /// <summary>Gets the reason why the message must not be scored; null if there is none.</summary>
    public MessageDefect? Defect { get; init; }
}

/// <summary>Represents the reason why there is no result.</summary>
/// <param name="Reason">The machine-readable reason, such as <c>HEADLINE_TOO_LONG</c>.</param>
/// <param name="Error">The description, for people.</param>
internal sealed record MessageDefect(string Reason, string Error);
