using System.Net;
using System.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Repairs texts that were decoded with the wrong encoding: UTF-8 read as Windows-1252 (“â€™” instead of “’”), and
/// Windows-1252 read as ISO 8859-1 (U+0092).</summary>
/// <remarks>A repair must be certain: the characters decode as a whole, their bigrams become more plausible (see
/// <see cref="CharacterBigrams"/>), and the repaired text encodes to the same bytes again.</remarks>
internal static class TextRepair
{
    /// <summary>Text that went through the wrong encoding repeatedly is repaired up to this many times.</summary>
    private const int MaxRounds = 3;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Returns the text with its certain encoding errors repaired; the same text if there are none.</summary>
    public static string RepairEncoding(string text) => RepairEncoding(text, out _);

    /// <summary>Returns the text with its certain encoding errors repaired.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSuspicious">Whether implausible characters remain that could be an encoding error.</param>
    public static string RepairEncoding(string text, out bool isSuspicious)
    {
        isSuspicious = false;
        for (var round = 0; round < MaxRounds && !Ascii.IsValid(text); round++)
        {
            var repaired = RepairOnce(text, out isSuspicious);
            if (repaired == text)
            {
                break;
            }

            text = repaired;
        }

        return text;
    }

    /// <summary>Returns the text with HTML character references decoded.</summary>
    public static string DecodeHtml(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string RepairOnce(string text, out bool isSuspicious)
    {
        isSuspicious = false;
        if (TryDecode(text, out var whole))
        {
            if (IsMorePlausible(whole, text))
            {
                return whole;
            }

            isSuspicious = CharacterBigrams.CountImplausible(text) > 0;
            return text;
        }

        // Only some parts of the text were decoded with the wrong encoding.
        var repaired = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && !char.IsAscii(text[end]))
            {
                end++;
            }

            if (end == start)
            {
                repaired.Append(text[end++]);
            }
            else
            {
                repaired.Append(
                    RepairRun(
                        repaired.ToString(Math.Max(0, repaired.Length - 2), Math.Min(2, repaired.Length)),
                        text[start..end],
                        text[end..Math.Min(end + 2, text.Length)],
                        ref isSuspicious
                    )
                );
            }

            start = end;
        }

        return repaired.ToString();
    }

    /// <summary>Repairs a run of characters beyond ASCII, judged together with its neighbors.</summary>
    private static string RepairRun(string before, string run, string after, ref bool isSuspicious)
    {
        if (run.All(c => c is >= '\u0080' and <= '\u009F'))
        {
            return Windows1252.GetString(Encoding.Latin1.GetBytes(run));
        }

        if (!TryDecode(run, out var decoded))
        {
            return run;
        }

        if (IsMorePlausible(before + decoded + after, before + run + after))
        {
            return decoded;
        }

        isSuspicious |= CharacterBigrams.CountImplausible(before + run + after) > 0;
        return run;
    }

    private static bool IsMorePlausible(string repaired, string text) =>
        CharacterBigrams.CountImplausible(repaired) < CharacterBigrams.CountImplausible(text);

    /// <summary>Reads the Windows-1252 bytes of a text as UTF-8, if they are valid and encode to the same text again.</summary>
    private static bool TryDecode(string text, out string decoded)
    {
        decoded = text;
        if (text.Length < 2)
        {
            return false;
        }

        try
        {
            decoded = StrictUtf8.GetString(Windows1252.GetBytes(text));
            return decoded != text && Windows1252.GetString(StrictUtf8.GetBytes(decoded)) == text;
        }
        catch (Exception e) when (e is EncoderFallbackException or DecoderFallbackException)
        {
            decoded = text;
            return false;
        }
    }
}
