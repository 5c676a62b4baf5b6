using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Classifier.Text;

/// <summary>
/// Represents the positions of the letters in an ASCII text as a bitmap with one bit per character. Sixteen characters
/// are examined at a time.
/// </summary>
internal sealed class LetterBitmap
{
    private const int Block = 64;

    /// <summary>One block longer than the longest text, so that every run of letters is terminated.</summary>
    private readonly ulong[] _letters = new ulong[(TextNormalizer.MaxLength / Block) + 1];
    private readonly ulong[] _uppercase = new ulong[(TextNormalizer.MaxLength / Block) + 1];

    /// <summary>Builds the bitmap of a text and lower-cases the text.</summary>
    /// <param name="text">ASCII text of at most <see cref="TextNormalizer.MaxLength"/> characters.</param>
    /// <param name="padded">A scratch buffer that holds the text, padded to whole blocks of 64 characters.</param>
    /// <param name="lower">Receives the lower-cased characters; must be as long as <paramref name="padded"/>.</param>
    public void Build(ReadOnlySpan<char> text, Span<char> padded, Span<char> lower)
    {
        var blocks = (text.Length + Block - 1) / Block;
        padded = padded[..(blocks * Block)];
        text.CopyTo(padded);
        padded[text.Length..].Fill(' ');
        ref var from = ref Unsafe.As<char, ushort>(ref padded[0]);
        ref var to = ref Unsafe.As<char, ushort>(ref lower[..padded.Length][0]);
        for (var block = 0; block < blocks; block++)
        {
            ulong letters = 0,
                uppercase = 0;
            for (var i = 0; i < Block; i += Vector256<ushort>.Count)
            {
                var characters = Vector256.LoadUnsafe(ref from, (nuint)((block * Block) + i));
                var isUppercase = Vector256.LessThan(
                    characters - Vector256.Create((ushort)'A'),
                    Vector256.Create((ushort)26)
                );
                var lowered = characters | (isUppercase & Vector256.Create((ushort)0x20));
                var isLetter = Vector256.LessThan(
                    lowered - Vector256.Create((ushort)'a'),
                    Vector256.Create((ushort)26)
                );
                lowered.StoreUnsafe(ref to, (nuint)((block * Block) + i));
                letters |= (ulong)isLetter.ExtractMostSignificantBits() << i;
                uppercase |= (ulong)isUppercase.ExtractMostSignificantBits() << i;
            }

            (_letters[block], _uppercase[block]) = (letters, uppercase);
        }

        _letters[blocks] = _uppercase[blocks] = 0;
    }

    /// <summary>
    /// Returns the index after the run of letters that contains the specified index, or the index itself if the
    /// character there is not a letter.
    /// </summary>
    public int FindRunEnd(int i)
    {
        var block = i / Block;
        var nonLetters = ~_letters[block] >> (i % Block);
        if (nonLetters != 0)
        {
            return i + BitOperations.TrailingZeroCount(nonLetters);
        }

        do
        {
            block++;
        } while (_letters[block] == ulong.MaxValue);
        return (block * Block) + BitOperations.TrailingZeroCount(~_letters[block]);
    }

    /// <summary>Returns the casing of a run of letters.</summary>
    /// <param name="start">The index of the first letter.</param>
    /// <param name="end">The index after the last letter, at most 64 characters after <paramref name="start"/>.</param>
    public TokenCase GetCase(int start, int end)
    {
        var uppercase = _uppercase[start / Block] >> (start % Block);
        if ((uppercase & 1) == 0)
        {
            return TokenCase.Lower;
        }

        if (start % Block != 0)
        {
            uppercase |= _uppercase[(start / Block) + 1] << (Block - (start % Block));
        }

        var all = ulong.MaxValue >> (Block - (end - start));
        return all > 1 && (uppercase & all) == all ? TokenCase.Upper : TokenCase.Capitalized;
    }
}
