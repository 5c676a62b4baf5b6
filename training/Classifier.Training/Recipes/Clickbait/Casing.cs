using System.Globalization;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Other casings of a headline, as other publishers would print it.</summary>
public static class Casing
{
    /// <summary>all in lower case</summary>
    public static string Lower(string headline) => headline.ToLowerInvariant();

    /// <summary>ALL IN CAPITALS</summary>
    public static string Upper(string headline) => headline.ToUpperInvariant();

    /// <summary>Every Word With A Capital; the rest of a word in lower case.</summary>
    public static string Title(string headline) =>
        // TextInfo leaves words alone that are all capitals, so they are lower-cased first.
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(headline.ToLowerInvariant());

    /// <summary>Without apostrophes, as text dumps often are.</summary>
    public static string WithoutApostrophes(string headline) =>
        headline.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
}
