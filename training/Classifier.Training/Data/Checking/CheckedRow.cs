namespace Classifier.Training.Data.Checking;

/// <summary>A usable row on its way through the check.</summary>
internal sealed class CheckedRow(string path, int line, LabeledHeadline headline, bool isTest)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The line in it, from 1.</summary>
    public int Line => line;

    /// <summary>The headline; its text is replaced where it could be mended.</summary>
    public LabeledHeadline Headline { get; set; } = headline;

    /// <summary>Whether it is there to measure with.</summary>
    public bool IsTest => isTest;

    /// <summary>The key of its words.</summary>
    public ulong Story { get; set; }

    /// <summary>Why a cleaned set does without it; null to keep it.</summary>
    public string? Drop { get; set; }

    /// <summary>Where it is.</summary>
    public string Place => $"{path}, line {line}";

    /// <summary>Where it is and what it says.</summary>
    public string Example => $"{Place}: {Headline.Text}";

    /// <summary>Whether a task finds in another row all labels that this one has.</summary>
    public bool IsCoveredBy(CheckedRow other) =>
        (Headline.Topic is null || other.Headline.Topic is not null)
        && (Headline.Bait is null || other.Headline.Bait is not null);

    /// <summary>Whether another row says something else of the same words; null when not, else what.</summary>
    public string? Contradicts(CheckedRow other)
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
