using System.Net;
using System.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Repairs texts that were decoded with the wrong encoding: UTF-8 read as Windows-1252 (“â€™” for “’”), and
/// Windows-1252 read as ISO 8859-1 (U+0092). A run of characters is repaired only if all its bytes form valid UTF-8, which
/// rarely happens by chance.</summary>
public static class TextRepair
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Returns the text decoded correctly; the same text if nothing is wrong.</summary>
    public static string RepairEncoding(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var repaired = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && !char.IsAscii(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                repaired.Append(RepairRun(text[start..end]));
            }
            else
            {
                repaired.Append(text[end++]);
            }

            start = end;
        }

        return repaired.ToString();
    }

    /// <summary>Returns the text with HTML character references decoded.</summary>
    public static string DecodeHtml(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string RepairRun(string run)
    {
        if (run.All(c => c is >= '\u0080' and <= '\u009F'))
        {
            return Windows1252.GetString(Encoding.Latin1.GetBytes(run));
        }

        try
        {
            return run.Length > 1 ? StrictUtf8.GetString(Windows1252.GetBytes(run)) : run;
        }
        catch (Exception e) when (e is EncoderFallbackException or DecoderFallbackException)
        {
            return run;
        }
    }
}
