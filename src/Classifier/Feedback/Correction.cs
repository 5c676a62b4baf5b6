using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Feedback;

/// <summary>Represents a user's correction of the labels of a headline.</summary>
/// <param name="Headline">The headline as printed.</param>
/// <param name="Topics">The correct topics, main topic first: IPTC qcodes or custom labels. Empty if the correction is
/// about clickbait only.</param>
/// <param name="Bait">The correct clickbait grade, 0 to 3; null if the correction is about topics only.</param>
/// <param name="Author">A name or key that identifies the author of the correction.</param>
/// <param name="Timestamp">The time of the correction.</param>
public sealed record Correction(
    string Headline,
    IReadOnlyList<string> Topics,
    int? Bait,
    string Author,
    DateTimeOffset Timestamp
)
{
    /// <summary>The maximum clickbait grade.</summary>
    public const int MaxBait = 3;

    /// <summary>The maximum number of topics.</summary>
    public const int MaxTopics = 5;

    /// <summary>The maximum length of a topic and of the author's name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 100;

    private const string IptcPrefix = "medtop:";

    /// <summary>
    /// Validates the correction. Returns the first invalid field and the problem, or null if the correction is valid.
    /// </summary>
    public (string Field, string Problem)? Validate()
    {
        switch (HeadlineValidator.Validate(Headline, HeadlineValidator.MaxCharacters, out var characters))
        {
            case HeadlineError.Empty:
                return ("headline", "has no visible character");
            case HeadlineError.TooLong:
                return ("headline", $"has {characters} characters; the maximum is {HeadlineValidator.MaxCharacters}");
            case HeadlineError.InvalidText:
                return ("headline", "is not valid text: it contains control characters or unpaired surrogates");
        }

        if (Topics.Count == 0 && Bait is null)
        {
            return ("topics", "is empty and bait is missing; specify at least one of them");
        }

        if (Topics.Count > MaxTopics)
        {
            return ("topics", $"has {Topics.Count} entries; the maximum is {MaxTopics}");
        }

        for (var i = 0; i < Topics.Count; i++)
        {
            if (NameDefect(Topics[i]) is { } problem)
            {
                return ($"topics[{i}]", problem);
            }

            if (Topics[i].Contains('|', StringComparison.Ordinal))
            {
                return ($"topics[{i}]", "contains |, which separates topics in files");
            }

            if (
                Topics[i].StartsWith(IptcPrefix, StringComparison.Ordinal)
                && !IptcTopics.All.Any(topic => topic.Id == Topics[i])
            )
            {
                return (
                    $"topics[{i}]",
                    "is not one of the 17 top-level IPTC Media Topics, medtop:01000000 to medtop:17000000"
                );
            }
        }

        if (Bait is < 0 or > MaxBait)
        {
            return ("bait", $"is {Bait}; it must be 0 to {MaxBait}");
        }

        return NameDefect(Author) is { } authorProblem ? ("who", authorProblem) : null;
    }

    private static string? NameDefect(string name) =>
        string.IsNullOrWhiteSpace(name) ? "is empty"
        : name.Length > MaxNameLength ? $"has {name.Length} characters; the maximum is {MaxNameLength}"
        : name.Any(char.IsControl) ? "contains control characters"
        : null;
}
