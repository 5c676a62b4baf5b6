using System.Buffers;

namespace Classifier.Editing;

/// <summary>Represents the replacement of a range of a headline.</summary>
/// <param name="Start">The start of the range, in UTF-16 code units.</param>
/// <param name="End">The end of the range, exclusive.</param>
/// <param name="Replacement">The text to put in its place; may be empty.</param>
internal readonly record struct HeadlineEdit(int Start, int End, string Replacement)
{
    private const string Separators = " \t,:;.!?-–—|…&";

    private static readonly SearchValues<char> AttachedMarks = SearchValues.Create(",.!?:;…");

    /// <summary>Returns the changed headline: without the spaces and punctuation that belonged to what was left out, and with a
    /// capital letter at the start of a sentence if there was one before.</summary>
    public string Apply(string headline)
    {
        var (left, right) = (headline[..Start].TrimEnd(), headline[End..]);
        if (Replacement.Length > 0)
        {
            return headline[..Start] + Replacement + right;
        }

        if (!right.Any(char.IsLetterOrDigit))
        {
            return left.TrimEnd([.. Separators.Where(c => c != '?')]);
        }

        var isSentenceStart = left.Length == 0 || Separators.Contains(left[^1], StringComparison.Ordinal);
        right = isSentenceStart ? right.TrimStart(Separators.ToCharArray()) : right.TrimStart();
        if (isSentenceStart && char.IsUpper(headline[Start]) && right.Length > 0)
        {
            right = char.ToUpperInvariant(right[0]) + right[1..];
        }

        var space = left.Length == 0 || right.Length == 0 || AttachedMarks.Contains(right[0]) ? "" : " ";
        return left + space + right;
    }
}
