namespace Classifier.Worker.Messages;

/// <summary>Represents a message with what is written for it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Results">The results of its headlines.</param>
/// <param name="DeadLetters">What could not be scored.</param>
internal sealed record ScoredMessage(
    WorkMessage Message,
    IReadOnlyList<WorkResult> Results,
    IReadOnlyList<DeadLetter> DeadLetters
)
{
    /// <summary>Creates a message that cannot be scored at all.</summary>
    public static ScoredMessage CreateDead(WorkMessage message, MessageDefect defect) =>
        new(message, [], [new DeadLetter(message.Body, message.Id, null, defect)]);
}

/// <summary>Represents a result.</summary>
/// <param name="Key">The key: the id of the headline, or a hash of the headline and the model versions.</param>
/// <param name="Value">The result as JSON in UTF-8.</param>
internal readonly record struct WorkResult(string Key, byte[] Value);

/// <summary>Represents a message or a headline without a result.</summary>
/// <param name="Body">The message, or the headline in UTF-8.</param>
/// <param name="Id">The id of the message or the headline; empty if there is none.</param>
/// <param name="Item">The index of the headline in its message; null if the whole message has no result.</param>
/// <param name="Defect">The reason.</param>
internal sealed record DeadLetter(ReadOnlyMemory<byte> Body, string Id, int? Item, MessageDefect Defect);
