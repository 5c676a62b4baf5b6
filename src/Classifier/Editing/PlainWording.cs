namespace Classifier.Editing;

/// <summary>Specifies where a phrase can be changed; see PlainWording.txt.</summary>
internal enum PhraseKind
{
    /// <summary>Anywhere.</summary>
    Word,

    /// <summary>Before a noun.</summary>
    Modifier,

    /// <summary>Before a noun, and after a word that shows that the phrase is not a verb.</summary>
    Participle,

    /// <summary>Before another word.</summary>
    Adverb,

    /// <summary>At the start of a sentence.</summary>
    Opener,

    /// <summary>At the end of the headline.</summary>
    Closer,
}

/// <summary>Represents a phrase that baits, and what to write instead.</summary>
/// <param name="Kind">Where it can be changed.</param>
/// <param name="Words">The words of the phrase, as the tokenizer reads them.</param>
/// <param name="Plain">The plain wording; empty if the phrase is left out.</param>
internal sealed record BaitPhrase(PhraseKind Kind, string[] Words, string Plain);

/// <summary>Provides the phrases of PlainWording.txt.</summary>
internal static class PlainWording
{
    private const string Resource = "PlainWording.txt";

    private static readonly Dictionary<string, BaitPhrase[]> ByFirstWord = Read()
        .GroupBy(phrase => phrase.Words[0], StringComparer.Ordinal)
        .ToDictionary(
            phrases => phrases.Key,
            phrases => phrases.OrderByDescending(phrase => phrase.Words.Length).ToArray(),
            StringComparer.Ordinal
        );

    /// <summary>Gets all phrases.</summary>
    public static IEnumerable<BaitPhrase> All => ByFirstWord.Values.SelectMany(phrases => phrases);

    /// <summary>Returns the phrases that start with a word, longest first.</summary>
    public static ReadOnlySpan<BaitPhrase> StartingWith(string word) => ByFirstWord.GetValueOrDefault(word);

    private static IEnumerable<BaitPhrase> Read()
    {
        using var reader = new StreamReader(typeof(PlainWording).Assembly.GetManifestResourceStream(Resource)!);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != 3 || !Enum.TryParse<PhraseKind>(cells[0], ignoreCase: true, out var kind))
            {
                throw new InvalidDataException($"{Resource}, line {number}: expected kind, phrase, and plain wording.");
            }

            yield return new BaitPhrase(kind, cells[1].Split(' '), cells[2]);
        }
    }
}
