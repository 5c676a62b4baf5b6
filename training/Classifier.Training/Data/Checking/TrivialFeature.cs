namespace Classifier.Training.Data.Checking;

/// <summary>Represents a property of a text that is independent of its meaning.</summary>
/// <param name="Name">The name.</param>
/// <param name="MaxValue">The maximum value; larger values are clamped to it.</param>
/// <param name="Value">Computes the value of a text, 0 or more.</param>
/// <param name="AtLeast">A format string for “at least {0}”, where {0} is the threshold.</param>
/// <param name="Below">A format string for “less than {0}”.</param>
internal sealed record TrivialFeature(string Name, int MaxValue, Func<string, int> Value, string AtLeast, string Below)
{
    /// <summary>Gets all properties: casing, length, punctuation, digits, and a publisher's name at the end.</summary>
    public static IReadOnlyList<TrivialFeature> All { get; } =
    [
        new(
            "Title Case",
            100,
            CapitalizedWords,
            "Title Case (at least {0} % of the words begin with a capital)",
            "no Title Case (under {0} % of the words begin with a capital)"
        ),
        new(
            "capital letters",
            100,
            CapitalLetters,
            "at least {0} % of the letters are capitals",
            "under {0} % of the letters are capitals"
        ),
        new("characters", 300, text => text.Length, "at least {0} characters", "under {0} characters"),
        new("words", 60, text => Words(text).Length, "at least {0} words", "under {0} words"),
        new("digits", 12, text => text.Count(char.IsAsciiDigit), "at least {0} digits", "under {0} digits"),
        Boolean(
            "number first",
            text => char.IsAsciiDigit(text.AsSpan().TrimStart()[0]),
            "beginning with a digit",
            "not beginning with a digit"
        ),
        Ending("?", "question mark"),
        Ending("!", "exclamation mark"),
        Ending(".", "full stop"),
        Ending("…", "ellipsis"),
        Containing("quotes", "a quotation mark", "\"“”„«»"),
        Containing("apostrophes", "an apostrophe", "'’"),
        Containing("colon", "a colon", ":"),
        Containing("comma", "a comma", ","),
        Boolean(
            "publisher at the end",
            EndsWithPublisher,
            "ending in “ - Publisher” or “ | Publisher”",
            "not ending in “ - Publisher” or “ | Publisher”"
        ),
    ];

    private static TrivialFeature Boolean(string name, Func<string, bool> has, string with, string without) =>
        new(name, 1, text => has(text) ? 1 : 0, with, without);

    private static TrivialFeature Ending(string mark, string name) =>
        Boolean(
            $"final {name}",
            text => text.AsSpan().TrimEnd("\"”’' ").EndsWith(mark),
            $"ending in “{mark}”",
            $"not ending in “{mark}”"
        );

    private static TrivialFeature Containing(string name, string mark, string characters) =>
        Boolean(name, text => text.AsSpan().ContainsAny(characters), $"with {mark}", $"without {mark}");

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int CapitalizedWords(string text)
    {
        var words = Words(text).Where(word => word.Any(char.IsLetter)).ToList();
        return words.Count == 0 ? 0 : 100 * words.Count(word => char.IsUpper(word.First(char.IsLetter))) / words.Count;
    }

    private static int CapitalLetters(string text)
    {
        var letters = text.Count(char.IsLetter);
        return letters == 0 ? 0 : 100 * text.Count(char.IsUpper) / letters;
    }

    /// <summary>Determines whether one to four capitalized words follow the last dash or vertical bar.</summary>
    private static bool EndsWithPublisher(string text)
    {
        var at = Math.Max(
            Math.Max(
                text.LastIndexOf(" - ", StringComparison.Ordinal),
                text.LastIndexOf(" | ", StringComparison.Ordinal)
            ),
            text.LastIndexOf(" – ", StringComparison.Ordinal)
        );
        return at > 0
            && Words(text[(at + 3)..]) is { Length: >= 1 and <= 4 } words
            && words.All(word => char.IsUpper(word[0]) || word.Contains('.', StringComparison.Ordinal));
    }
}
