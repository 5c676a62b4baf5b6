using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>
/// Provides Unicode normalization form KC (UAX #15) from tables of Unicode 15. The framework's normalization depends on
/// the version of ICU and does nothing with invariant globalization, which is usual in containers.
/// </summary>
internal static class Nfkc
{
    /// <summary>The maximum number of UTF-16 code units that one code unit becomes.</summary>
    public const int MaxExpansion = 18;

    private const int HangulSyllables = 0xAC00;
    private const int HangulLeads = 0x1100;
    private const int HangulVowels = 0x1161;
    private const int HangulTails = 0x11A7;
    private const int HangulLeadCount = 19;
    private const int HangulVowelCount = 21;
    private const int HangulTailCount = 28;
    private const int HangulSyllableCount = HangulLeadCount * HangulVowelCount * HangulTailCount;

    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<int, byte> CombiningClasses = [];
    private static readonly Dictionary<long, int> Compositions = [];

    static Nfkc()
    {
        using var resource = typeof(Nfkc).Assembly.GetManifestResourceStream("Nfkc.txt")!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(' ');
            int[] characters =
            [
                .. cells
                    .Skip(1)
                    .Select(cell => int.Parse(cell, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            ];
            switch (cells[0])
            {
                case "D":
                    Decompositions.Add(characters[0], characters[1..]);
                    break;
                case "C":
                    CombiningClasses.Add(characters[0], byte.Parse(cells[2], CultureInfo.InvariantCulture));
                    break;
                default:
                    Compositions.Add(PairKey(characters[0], characters[1]), characters[2]);
                    break;
            }
        }
    }

    /// <summary>Determines whether a character is its own normal form.</summary>
    public static bool IsNormalized(char character)
    {
        Span<char> normalized = stackalloc char[MaxExpansion];
        return Normalize([character], normalized) == 1 && normalized[0] == character;
    }

    /// <summary>Normalizes a text without allocating memory.</summary>
    /// <param name="text">A short, valid UTF-16 text.</param>
    /// <param name="normalized">Receives the normalized text; must be <see cref="MaxExpansion"/> times as long.</param>
    /// <returns>The number of characters written.</returns>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> normalized)
    {
        Span<int> characters = stackalloc int[text.Length * MaxExpansion];
        Span<byte> classes = stackalloc byte[characters.Length];
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, characters, ref count);
        }

        characters = characters[..count];
        classes = classes[..count];
        for (var i = 0; i < count; i++)
        {
            classes[i] = CombiningClasses.GetValueOrDefault(characters[i]);
        }

        Sort(characters, classes);
        count = Compose(characters, classes);
        var written = 0;
        foreach (var character in characters[..count])
        {
            written += new Rune(character).EncodeToUtf16(normalized[written..]);
        }

        return written;
    }

    private static void Decompose(int character, Span<int> characters, ref int count)
    {
        var syllable = character - HangulSyllables;
        if (syllable is >= 0 and < HangulSyllableCount)
        {
            characters[count++] = HangulLeads + (syllable / (HangulVowelCount * HangulTailCount));
            characters[count++] = HangulVowels + (syllable / HangulTailCount % HangulVowelCount);
            if (syllable % HangulTailCount > 0)
            {
                characters[count++] = HangulTails + (syllable % HangulTailCount);
            }
        }
        else if (Decompositions.TryGetValue(character, out var decomposition))
        {
            decomposition.CopyTo(characters[count..]);
            count += decomposition.Length;
        }
        else
        {
            characters[count++] = character;
        }
    }

    /// <summary>Sorts each run of marks by combining class; marks of one class keep their order.</summary>
    private static void Sort(Span<int> characters, Span<byte> classes)
    {
        for (var i = 1; i < characters.Length; i++)
        {
            for (var j = i; j > 0 && classes[j] > 0 && classes[j - 1] > classes[j]; j--)
            {
                (characters[j - 1], characters[j]) = (characters[j], characters[j - 1]);
                (classes[j - 1], classes[j]) = (classes[j], classes[j - 1]);
            }
        }
    }

    /// <summary>Composes characters in place and returns their number.</summary>
    private static int Compose(Span<int> characters, Span<byte> classes)
    {
        var starter = -1;
        var count = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            // A mark is blocked from its starter by a character of the same or a higher class between them.
            var isBlocked = count - 1 > starter && (classes[count - 1] == 0 || classes[count - 1] >= classes[i]);
            if (starter >= 0 && !isBlocked && TryCompose(characters[starter], characters[i], out var composed))
            {
                characters[starter] = composed;
                continue;
            }

            if (classes[i] == 0)
            {
                starter = count;
            }

            (characters[count], classes[count]) = (characters[i], classes[i]);
            count++;
        }

        return count;
    }

    private static bool TryCompose(int first, int second, out int composed)
    {
        var (lead, vowel) = (first - HangulLeads, second - HangulVowels);
        if (lead is >= 0 and < HangulLeadCount && vowel is >= 0 and < HangulVowelCount)
        {
            composed = HangulSyllables + (((lead * HangulVowelCount) + vowel) * HangulTailCount);
            return true;
        }

        var (syllable, tail) = (first - HangulSyllables, second - HangulTails);
        if (
            syllable is >= 0 and < HangulSyllableCount
            && syllable % HangulTailCount == 0
            && tail is > 0 and < HangulTailCount
        )
        {
            composed = first + tail;
            return true;
        }

        return Compositions.TryGetValue(PairKey(first, second), out composed);
    }

    private static long PairKey(int first, int second) => ((long)first << 32) | (uint)second;
}
