// Writes src/Classifier/Text/Nfkc.txt from the Unicode data of this machine's ICU: dotnet run training/make-nfkc.cs > src/Classifier/Text/Nfkc.txt
// Every line is a decomposition (D character characters…), a combining class (C character class) or a composition
// (P first second composed), in hexadecimal code points; Hangul syllables are computed and not listed.
using System.Globalization;
using System.Text;

int[] characters =
[
    .. Enumerable
        .Range(0, 0x110000)
        .Where(c =>
            c is not (>= 0xD800 and <= 0xDFFF or >= 0xFDD0 and <= 0xFDEF or >= 0xAC00 and <= 0xD7A3)
            && (c & 0xFFFE) != 0xFFFE
        ),
];
foreach (var c in characters)
{
    var decomposed = Normalize(NormalizationForm.FormKD, c);
    if (!decomposed.SequenceEqual([c]))
    {
        Console.WriteLine($"D {c:X4} {string.Join(' ', decomposed.Select(part => $"{part:X4}"))}");
    }
}

// The framework does not tell combining classes, but two marks change places exactly if the class of the first is higher.
// Marks with known classes find the others.
(int Class, int Mark)[] known =
[
    (1, 0x0334),
    (6, 0x16FF0),
    (7, 0x093C),
    (8, 0x3099),
    (9, 0x094D),
    (10, 0x05B0),
    (11, 0x05B1),
    (12, 0x05B2),
    (13, 0x05B3),
    (14, 0x05B4),
    (15, 0x05B5),
    (16, 0x05B6),
    (17, 0x05B7),
    (18, 0x05B8),
    (19, 0x05B9),
    (20, 0x05BB),
    (21, 0x05BC),
    (22, 0x05BD),
    (23, 0x05BF),
    (24, 0x05C1),
    (25, 0x05C2),
    (26, 0xFB1E),
    (27, 0x064B),
    (28, 0x064C),
    (29, 0x064D),
    (30, 0x0618),
    (31, 0x0619),
    (32, 0x061A),
    (33, 0x0651),
    (34, 0x0652),
    (35, 0x0670),
    (36, 0x0711),
    (84, 0x0C55),
    (91, 0x0C56),
    (103, 0x0E38),
    (107, 0x0E48),
    (118, 0x0EB8),
    (122, 0x0EC8),
    (129, 0x0F71),
    (130, 0x0F72),
    (132, 0x0F74),
    (202, 0x0321),
    (214, 0x1DCE),
    (216, 0x031B),
    (218, 0x302A),
    (220, 0x0316),
    (222, 0x059A),
    (224, 0x302E),
    (226, 0x1D16D),
    (228, 0x302B),
    (230, 0x0301),
    (232, 0x0315),
    (233, 0x035C),
    (234, 0x035D),
    (240, 0x0345),
];
foreach (var c in characters)
{
    if (
        Rune.GetUnicodeCategory(new Rune(c))
        is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
    )
    {
        continue;
    }

    // A mark with a decomposition is never compared itself.
    if (!Normalize(NormalizationForm.FormD, c).SequenceEqual([c]))
    {
        continue;
    }

    var higher = known.Where(k => Swaps(k.Mark, c)).Select(k => k.Class).DefaultIfEmpty(int.MaxValue).Min();
    var lower = known.Where(k => Swaps(c, k.Mark)).Select(k => k.Class).DefaultIfEmpty(0).Max();
    if (higher == int.MaxValue && lower == 0)
    {
        continue;
    }

    var classes = known.Where(k => k.Class > lower && k.Class < higher).ToArray();
    if (classes.Length != 1)
    {
        throw new InvalidOperationException($"The class of {c:X4} is between {lower} and {higher}.");
    }

    Console.WriteLine($"C {c:X4} {classes[0].Class}");
}

foreach (var c in characters)
{
    var canonical = Normalize(NormalizationForm.FormD, c);
    if (canonical.Length > 1 && Normalize(NormalizationForm.FormC, c).SequenceEqual([c]))
    {
        var first = Normalize(NormalizationForm.FormC, canonical[..^1]);
        if (first.Length == 1)
        {
            Console.WriteLine($"P {first[0]:X4} {canonical[^1]:X4} {c:X4}");
        }
        else
        {
            throw new InvalidOperationException($"The composition of {c:X4} is not of two characters.");
        }
    }
}

bool Swaps(int first, int second) =>
    Normalize(NormalizationForm.FormD, 'x', first, second)
        .SequenceEqual([.. Normalize(NormalizationForm.FormD, 'x', second, first)])
    && Normalize(NormalizationForm.FormD, 'x', first, second)[1] == second
    && first != second;

static int[] Normalize(NormalizationForm form, params int[] characters) =>
    [
        .. string.Concat(characters.Select(char.ConvertFromUtf32))
            .Normalize(form)
            .EnumerateRunes()
            .Select(rune => rune.Value),
    ];
