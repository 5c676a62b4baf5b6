using System.Globalization;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Converts a headline to the casing that other publishers use.</summary>
internal static class Casing
{
    /// <summary>Converts a headline to lower case.</summary>
    public static string Lower(string headline) => headline.ToLowerInvariant();

    /// <summary>Converts a headline to upper case.</summary>
    public static string Upper(string headline) => headline.ToUpperInvariant();

    /// <summary>Converts a headline to title case: each word starts with a capital, and its other letters are in lower
    /// case.</summary>
    public static string Title(string headline) =>
        // ToTitleCase does not change words in capitals, so convert them to lower case first.
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(headline.ToLowerInvariant());

    /// <summary>Removes apostrophes, which text dumps often lack.</summary>
    public static string WithoutApostrophes(string headline) =>
        headline.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
}
