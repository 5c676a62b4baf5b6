using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Classifier.Text;

/// <summary>Where the letters of a plain ASCII text stand, a bit for each character, found sixteen characters at a time.</summary>
internal sealed class LetterMarks
{
    private const int Block = 64;

    /// <summary>One block more than the longest text has, so that every run of letters ends.</summary>
    private readonly ulong[] _letters = new ulong[(TextNormalizer.MaxLength / Block) + 1];
    private readonly ulong[] _capitals = new ulong[(TextNormalizer.MaxLength / Block) + 1];

    /// <summary>Marks the letters of a text, and lower-cases it.</summary>
    /// <param name="text">ASCII, at most <see cref="TextNormalizer.MaxLength"/> characters.</param>
    /// <param name="padded">Room for the text in whole blocks; overwritten.</param>
    /// <param name="lower">Takes each character, lower-cased, at its place; as long as <paramref name="padded"/>.</param>
    public void Read(ReadOnlySpan<char> text, Span<char> padded, Span<char> lower)
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
                capitals = 0;
            for (var i = 0; i < Block; i += Vector256<ushort>.Count)
            {
                var characters = Vector256.LoadUnsafe(ref from, (nuint)((block * Block) + i));
                var isCapital = Vector256.LessThan(
                    characters - Vector256.Create((ushort)'A'),
                    Vector256.Create((ushort)26)
                );
                var lowered = characters | (isCapital & Vector256.Create((ushort)0x20));
                var isLetter = Vector256.LessThan(
                    lowered - Vector256.Create((ushort)'a'),
                    Vector256.Create((ushort)26)
                );
                lowered.StoreUnsafe(ref to, (nuint)((block * Block) + i));
                letters |= (ulong)isLetter.ExtractMostSignificantBits() << i;
                capitals |= (ulong)isCapital.ExtractMostSignificantBits() << i;
            }

            (_letters[block], _capitals[block]) = (letters, capitals);
        }

        _letters[blocks] = _capitals[blocks] = 0;
    }

    /// <summary>Where the run of letters ends that goes on at a character; there, when it is no letter.</summary>
    public int EndOfRun(int i)
    {
        var block = i / Block;
        var others = ~_letters[block] >> (i % Block);
        if (others != 0)
        {
            return i + BitOperations.TrailingZeroCount(others);
        }

        do
        {
            block++;
        } while (_letters[block] == ulong.MaxValue);
        return (block * Block) + BitOperations.TrailingZeroCount(~_letters[block]);
    }

    /// <summary>How a run of letters is cased.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="end">Where it ends, at most 64 characters on.</param>
    public TokenCase CaseOf(int start, int end)
    {
        var capitals = _capitals[start / Block] >> (start % Block);
        if ((capitals & 1) == 0)
        {
            return TokenCase.Lower;
        }

        if (start % Block != 0)
        {
            capitals |= _capitals[(start / Block) + 1] << (Block - (start % Block));
        }

        var all = ulong.MaxValue >> (Block - (end - start));
        return all > 1 && (capitals & all) == all ? TokenCase.Upper : TokenCase.Capitalized;
    }
}
