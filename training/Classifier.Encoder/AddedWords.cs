using Classifier.Deduplication;
using Classifier.Features;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Finds words in headlines that have no pretrained vector, mostly because they are newer.</summary>
internal static class AddedWords
{
    /// <summary>The minimum number of headlines that must contain a word.</summary>
    private const int MinHeadlines = 20;

    /// <summary>Finds frequent words without a vector, most frequent first.</summary>
    /// <param name="given">The pretrained vectors.</param>
    /// <param name="paths">The paths of files with headlines. Duplicates are counted once.</param>
    public static List<string> Find(WordVectors given, IEnumerable<string> paths)
    {
        var known = given.Words.ToHashSet(StringComparer.Ordinal);
        var headlines = new HashSet<ulong>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var workspace = new TokenizedHeadline();
        foreach (var text in paths.SelectMany(path => LabeledFile.ReadTexts(path)).Select(headline => headline.Text))
        {
            if (headlines.Add(HeadlineKey.Compute(text, workspace)))
            {
                foreach (var word in GetWords(workspace).Where(word => !known.Contains(word)))
                {
                    counts[word] = counts.GetValueOrDefault(word) + 1;
                }
            }
        }

        return
        [
            .. counts
                .Where(pair => pair.Value >= MinHeadlines)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key),
        ];
    }

    private static HashSet<string> GetWords(TokenizedHeadline headline)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in headline.Tokens)
        {
            var word = headline[token];
            if (word.ContainsAnyInRange('a', 'z'))
            {
                words.Add(word.ToString());
            }
        }

        return words;
    }
}
