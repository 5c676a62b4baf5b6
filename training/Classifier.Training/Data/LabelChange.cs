namespace Classifier.Training.Data;

/// <summary>Specifies why a label is changed.</summary>
internal enum LabelChangeKind
{
    /// <summary>The label differs from another only in case or white space.</summary>
    Variant,

    /// <summary>The label is the name of an IPTC topic.</summary>
    Name,

    /// <summary>The label is a second-level IPTC id.</summary>
    Subtopic,

    /// <summary>The label is not an id of the IPTC vocabulary.</summary>
    UnknownId,
}

/// <summary>Represents the change of a label.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="From">The label in the data.</param>
/// <param name="To">The label that is used instead; null if it is ignored.</param>
/// <param name="Rows">The number of headlines with the label.</param>
internal sealed record LabelChange(LabelChangeKind Kind, string From, string? To, int Rows)
{
    /// <summary>Returns a sentence that describes the change.</summary>
    public override string ToString()
    {
        var rows = Plural.Format(Rows, "row");
        return Kind switch
        {
            LabelChangeKind.Variant =>
                $"The label “{From}” differs from “{To}” only in spelling; it is counted as “{To}” ({rows}).",
            LabelChangeKind.Name => $"“{From}” is the name of an IPTC topic; it is counted as {To} ({rows}).",
            LabelChangeKind.Subtopic
                when IptcVocabulary.TryGetParent(From.Trim().ToLowerInvariant(), out var parent, out var name) =>
                $"{From} ({name}) is a subtopic; it is counted as its parent {parent.Id} ({parent.Label}) ({rows}).",
            _ => $"{From} is not an id of the IPTC vocabulary (levels 1 and 2); the label is ignored ({rows}).",
        };
    }
}
