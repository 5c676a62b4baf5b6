namespace Classifier.Training.Data.Checking;

/// <summary>Represents a usable row and what the check has found out about it.</summary>
internal sealed class CheckedRow(string path, int line, LabeledHeadline headline, bool isTest)
{
    /// <summary>Gets the path of the file.</summary>
    public string Path => path;

    /// <summary>Gets the line number, starting at 1.</summary>
    public int Line => line;

    /// <summary>Gets or sets the headline. The check replaces its text if the text could be repaired.</summary>
    public LabeledHeadline Headline { get; set; } = headline;

    /// <summary>Gets a value indicating whether the row belongs to the test set.</summary>
    public bool IsTest => isTest;

    /// <summary>Gets or sets the hash of the headline's words.</summary>
    public ulong Story { get; set; }

    /// <summary>Gets or sets the reason why the cleaned set omits the row; <see langword="null"/> to keep it.</summary>
    public string? DropReason { get; set; }

    /// <summary>Gets the file and line, for messages.</summary>
    public string Location => $"{path}, line {line}";

    /// <summary>Gets the file, the line, and the text, for messages.</summary>
    public string Example => $"{Location}: {Headline.Text}";

    /// <summary>Determines whether another row has a label for every task that this row has a label for.</summary>
    public bool IsCoveredBy(CheckedRow other) =>
        (Headline.Topic is null || other.Headline.Topic is not null)
        && (Headline.Bait is null || other.Headline.Bait is not null);

    /// <summary>Compares the labels of this row with those of a row with the same words.</summary>
    /// <returns>A description of the contradiction; <see langword="null"/> if the labels agree.</returns>
    public string? FindContradiction(CheckedRow other)
    {
        var (mine, others) = (Headline, other.Headline);
        if (
            mine.Topic is not null
            && others.Topic is not null
            && !mine
                .Topics.Append(mine.SecondTopic)
                .Intersect(others.Topics.Append(others.SecondTopic).OfType<string>())
                .Any()
        )
        {
            return $"{mine.Topic} here, {others.Topic} there";
        }

        return
            mine.Bait is { } bait
            && others.Bait is { } otherBait
            && LabelTable.IsBait(bait) != LabelTable.IsBait(otherBait)
            ? $"bait {bait:0.##} here, {otherBait:0.##} there"
            : null;
    }
}
