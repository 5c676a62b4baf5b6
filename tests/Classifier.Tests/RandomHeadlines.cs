using System.Text;

namespace Classifier.Tests;

/// <summary>
/// Generates reproducible headlines: known and unknown words in any case, numbers, punctuation, and arbitrary Unicode,
/// including unpaired surrogates.
/// </summary>
internal static class RandomHeadlines
{
    private static readonly string[] Words =
    [
        "the",
        "you",
        "won't",
        "believe",
        "this",
        "parliament",
        "passes",
        "budget",
        "indias",
        "rain",
        "Zyxgrub",
        "qwertings",
        "U.S.",
        "O’Neill",
        "state-of-the-art",
        "G7",
        "23rd",
        "3,000",
        "27",
        "$5m",
        "café",
        "naïve",
        "straße",
        "नमस्ते",
        "Привет",
        "internationalisation",
        "internationalist",
        "ﬁnance",
        "e\u0301clair",
        "&amp;",
        "&#39;",
        "😀",
        "…",
        "“quoted”",
        "what",
        "happens",
    ];

    /// <summary>Generates headlines.</summary>
    /// <param name="count">The number of headlines.</param>
    /// <param name="seed">The random seed.</param>
    public static IEnumerable<string> Generate(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            var length = random.Next(0, 24);
            for (var j = 0; j < length; j++)
            {
                Append(text, random);
                text.Append(
                    random.Next(10) switch
                    {
                        0 => "",
                        1 => ", ",
                        2 => "-",
                        3 => "? ",
                        _ => " ",
                    }
                );
            }

            yield return text.ToString();
        }
    }

    private static void Append(StringBuilder text, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                text.Append((char)random.Next(char.MaxValue + 1));
                break;
            case 1:
                text.Append((char)random.Next(0x20, 0x250), random.Next(1, 3));
                break;
            case 2:
                for (var i = random.Next(1, 90); i > 0; i--)
                {
                    text.Append((char)random.Next('a', 'z' + 1));
                }

                break;
            case 3:
                text.Append(Words[random.Next(Words.Length)].ToUpperInvariant());
                break;
            default:
                text.Append(Words[random.Next(Words.Length)]);
                break;
        }
    }
}
