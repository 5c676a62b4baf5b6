using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Feedback;

/// <summary>What someone says is right of a headline.</summary>
/// <param name="Headline">The headline as printed.</param>
/// <param name="Topics">Its right topics, the main one first: IPTC qcodes or labels of one's own; empty when nothing is said.</param>
/// <param name="Bait">How strongly it baits, 0 to 3; null when nothing is said.</param>
/// <param name="Author">Who says so: any name or key that is always the same for one person.</param>
/// <param name="Timestamp">When it was said.</param>
public sealed record Correction(
    string Headline,
    IReadOnlyList<string> Topics,
    int? Bait,
    string Author,
    DateTimeOffset Timestamp
)
{
    /// <summary>The strongest grade of bait.</summary>
    public const int MaxBait = 3;

    /// <summary>The most topics of a correction.</summary>
    public const int MaxTopics = 5;

    /// <summary>The longest topic and the longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 100;

    private const string IptcPrefix = "medtop:";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public (string Field, string Problem)? Validate()
    {
        switch (HeadlineValidator.Validate(Headline, HeadlineValidator.MaxCharacters, out var characters))
        {
            case HeadlineError.Empty:
                return ("headline", "has no visible character");
            case HeadlineError.TooLong:
                return (
                    "headline",
                    $"has {characters} characters; a headline has at most {HeadlineValidator.MaxCharacters}"
                );
            case HeadlineError.InvalidText:
                return ("headline", "is not text: it holds control characters or half characters");
        }

        if (Topics.Count == 0 && Bait is null)
        {
            return ("topics", "is empty and bait is not given; give at least one of them");
        }

        if (Topics.Count > MaxTopics)
        {
            return ("topics", $"has {Topics.Count} entries; give at most {MaxTopics}");
        }

        for (var i = 0; i < Topics.Count; i++)
        {
            if (NameDefect(Topics[i]) is { } problem)
            {
                return ($"topics[{i}]", problem);
            }

            if (Topics[i].Contains('|', StringComparison.Ordinal))
            {
                return ($"topics[{i}]", "holds a |, which separates topics in files");
            }

            if (
                Topics[i].StartsWith(IptcPrefix, StringComparison.Ordinal)
                && !IptcTopics.All.Any(topic => topic.Id == Topics[i])
            )
            {
                return (
                    $"topics[{i}]",
                    "is none of the 17 top-level IPTC Media Topics, medtop:01000000 to medtop:17000000"
                );
            }
        }

        if (Bait is < 0 or > MaxBait)
        {
            return ("bait", $"is {Bait}; it must be 0 to {MaxBait}");
        }

        return NameDefect(Author) is { } nameless ? ("who", nameless) : null;
    }

    private static string? NameDefect(string name) =>
        string.IsNullOrWhiteSpace(name) ? "is empty"
        : name.Length > MaxNameLength ? $"has {name.Length} characters; it has at most {MaxNameLength}"
        : name.Any(char.IsControl) ? "holds control characters"
        : null;
}
