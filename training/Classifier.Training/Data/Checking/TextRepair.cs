using System.Net;
using System.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Finds and mends texts that were decoded with the wrong encoding: UTF-8 that was read as Windows-1252 (“â€™” for
/// “’”), and Windows-1252 that was read as ISO 8859-1 (U+0092). A run of characters counts as wrong only if its bytes are
/// UTF-8 as a whole, which hardly ever happens by chance.</summary>
public static class TextRepair
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The text as it was meant; the same where nothing is wrong.</summary>
    public static string MendEncoding(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        var mended = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && !char.IsAscii(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                mended.Append(Mended(text[start..end]));
            }
            else
            {
                mended.Append(text[end++]);
            }

            start = end;
        }

        return mended.ToString();
    }

    /// <summary>The text without HTML's ways of writing characters; the same where there are none.</summary>
    public static string MendHtml(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string Mended(string run)
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
