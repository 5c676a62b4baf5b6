using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Cli.Tests.Documents;

/// <summary>Compares what a document shows with what a command wrote. White space, rules of tables, times, and the third and further decimals do
/// not count, and a line <c>…</c> stands for any lines.</summary>
internal static partial class DocumentOutput
{
    /// <summary>Determines whether a command wrote what a document shows.</summary>
    /// <param name="shown">The block of the document.</param>
    /// <param name="written">The output of the command.</param>
    public static bool Matches(string shown, string written)
    {
        var parts = Gaps().Split(shown).Select(Normalize);
        return Regex.IsMatch(
            Normalize(written),
            $"^{string.Join(".*", parts.Select(Regex.Escape))}$",
            RegexOptions.Singleline,
            TimeSpan.FromSeconds(10)
        );
    }

    private static string Normalize(string text) =>
        Spaces().Replace(Decimals().Replace(Times().Replace(text, "TIME"), Round), "");

    private static string Round(Match number) =>
        Math.Round(double.Parse(number.Value, CultureInfo.InvariantCulture), 2)
            .ToString("F2", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^…$", RegexOptions.Multiline)]
    private static partial Regex Gaps();

    [GeneratedRegex(@"\d+(\.\d+)? m?s\b")]
    private static partial Regex Times();

    [GeneratedRegex(@"\d*\.\d{3,}([eE]-?\d+)?")]
    private static partial Regex Decimals();

    [GeneratedRegex(@"[\s─]+")]
    private static partial Regex Spaces();
}
