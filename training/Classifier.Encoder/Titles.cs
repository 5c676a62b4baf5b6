using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Chooses the headlines to encode.</summary>
internal static class Titles
{
    /// <summary>The headlines of all files without doubles: all of those that someone labeled one by one, and of each other
    /// file at most some, chosen by the hash of their words and so the same at each run.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="most">The most of one file.</param>
    public static List<string> Choose(IEnumerable<string> paths, int most)
    {
        var workspace = new TokenizedHeadline();
        var seen = new HashSet<ulong>();
        var titles = new List<string>();
        foreach (var path in paths)
        {
            var headlines = LabeledFile
                .Headlines(path)
                .Select(headline =>
                    (headline.Text, headline.IsRead, Story: HeadlineKey.Compute(headline.Text, workspace))
                )
                .ToList();
            titles.AddRange(
                headlines
                    .Where(headline => headline.IsRead && seen.Add(headline.Story))
                    .Select(headline => headline.Text)
            );
            titles.AddRange(
                headlines
                    .Where(headline => !headline.IsRead)
                    .OrderBy(headline => headline.Story)
                    .Where(headline => seen.Add(headline.Story))
                    .Take(most)
                    .Select(headline => headline.Text)
            );
        }

        return titles;
    }
}
