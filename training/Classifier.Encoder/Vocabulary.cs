using Classifier.Deduplication;
using Classifier.Features;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Words of headlines that pretrained vectors do not know, mostly because they are newer.</summary>
internal static class Vocabulary
{
    /// <summary>A word is added that so many headlines have.</summary>
    private const int Fewest = 20;

    /// <summary>The words to add, most frequent first.</summary>
    /// <param name="given">The vectors that are there.</param>
    /// <param name="paths">Files of headlines; the same headline counts once.</param>
    public static List<string> Added(WordVectors given, IEnumerable<string> paths)
    {
        var known = given.Words.ToHashSet(StringComparer.Ordinal);
        var headlines = new HashSet<ulong>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var workspace = new TokenizedHeadline();
        foreach (var text in paths.SelectMany(LabeledFile.Headlines).Select(headline => headline.Text))
        {
            if (headlines.Add(HeadlineKey.Compute(text, workspace)))
            {
                foreach (var word in Words(workspace).Where(word => !known.Contains(word)))
                {
                    counts[word] = counts.GetValueOrDefault(word) + 1;
                }
            }
        }

        return
        [
            .. counts
                .Where(pair => pair.Value >= Fewest)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key),
        ];
    }

    private static HashSet<string> Words(TokenizedHeadline headline)
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
