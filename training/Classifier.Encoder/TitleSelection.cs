using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Selects the headlines to encode.</summary>
internal static class TitleSelection
{
    /// <summary>Selects distinct headlines: all that were labeled by a reader, and a limited number from each other file. The
    /// selection depends only on the hash of the words, so it is the same on each run.</summary>
    /// <param name="paths">The paths of the files.</param>
    /// <param name="maxPerFile">The maximum number of headlines from one file.</param>
    public static List<string> Choose(IEnumerable<string> paths, int maxPerFile)
    {
        var workspace = new TokenizedHeadline();
        var seen = new HashSet<ulong>();
        var titles = new List<string>();
        foreach (var path in paths)
        {
            var headlines = LabeledFile
                .ReadTexts(path)
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
                    .Take(maxPerFile)
                    .Select(headline => headline.Text)
            );
        }

        return titles;
    }
}
