using System.Globalization;

namespace Classifier.Training;

/// <summary>Formats counts with their noun.</summary>
public static class Plural
{
    /// <summary>Returns a count with the singular or plural of a noun, such as <c>1 row</c> or <c>1,200 rows</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The singular; its plural ends in s.</param>
    public static string Format(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
