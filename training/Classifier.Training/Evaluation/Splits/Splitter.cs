using Classifier.Deduplication;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>
/// Ways to part what is learned from and what is measured on. A random split of headlines flatters: the same story, printed by
/// many, stands on both sides; a model that knows a publisher's habits or a month's names seems to know topics. No way lets
/// the same words straddle the split, in whatever files they stand. All are the same for the same data.
/// </summary>
public static class Splitter
{
    /// <summary>Cross-validation where headlines of one story, found as <see cref="NearDuplicates"/>, are never on both sides.</summary>
    /// <param name="pool">All headlines; those of other files are learned from.</param>
    /// <param name="file">The file to measure on; null for all.</param>
    /// <param name="folds">How many parts, 2 or more.</param>
    public static IEnumerable<Fold> ByStory(Pool pool, string? file, int folds)
    {
        var groups = NearDuplicates.Group([.. pool.Rows.Select(row => row.Headline.Text)]);
        // Near duplicates of the same words are one group by their first row; a group's part follows from its words.
        var storyOf = pool
            .Rows.Select((row, i) => (row, Group: pool.Rows[groups[i]].Story))
            .GroupBy(pair => pair.row.Story)
            .ToDictionary(same => same.Key, same => same.First().Group);
        return Parts(pool, file, folds, story => storyOf[story], "story");
    }

    /// <summary>Cross-validation of single headlines, to show beside the others how much it flatters.</summary>
    /// <inheritdoc cref="ByStory"/>
    public static IEnumerable<Fold> Random(Pool pool, string? file, int folds) =>
        Parts(pool, file, folds, story => story, "random");

    /// <summary>Leaves one source out after another: its file, the rows of other files that come from it or from a publisher
    /// in it, and all that have the words of one of its headlines.</summary>
    /// <param name="pool">All headlines.</param>
    /// <param name="sources">The files, or sources of headlines, to leave out.</param>
    /// <exception cref="TrainingDataException">There is no such source.</exception>
    public static IEnumerable<Fold> BySource(Pool pool, IEnumerable<string> sources) =>
        sources.Select(source =>
        {
            var test = pool.Rows.Where(row => row.File == source).DistinctBy(row => row.Story).ToList();
            if (test.Count == 0)
            {
                test = [.. pool.Rows.Where(row => row.Headline.Source == source).DistinctBy(row => row.Story)];
            }

            if (test.Count == 0)
            {
                throw new TrainingDataException($"There is no source “{source}”: no file and no row has that name.");
            }

            var left = test.Select(row => row.Headline.Source).Append(source).ToHashSet(StringComparer.Ordinal);
            var stories = test.Select(row => row.Story).ToHashSet();
            return new Fold(
                $"source-{source}",
                pool.Learning(row =>
                    row.File != source && !left.Contains(row.Headline.Source) && !stories.Contains(row.Story)
                ),
                [.. test.Select(row => row.Headline)]
            )
            {
                IsClosed = true,
            };
        });

    /// <summary>Learns from what was printed before a date and measures on what was printed later. A row without a date has
    /// that of the earliest row with its words.</summary>
    /// <param name="pool">All headlines.</param>
    /// <param name="file">The file to measure on; null for all.</param>
    /// <param name="before">Only what was printed before is learned from.</param>
    /// <param name="from">The first day to measure on.</param>
    /// <param name="to">The last day to measure on.</param>
    /// <param name="older">Files and sources without dates that are known to be older than <paramref name="before"/>; other
    /// rows without a date are left out.</param>
    /// <exception cref="TrainingDataException">There is nothing to learn from or to measure on.</exception>
    public static Fold ByTime(
        Pool pool,
        string? file,
        DateOnly before,
        DateOnly from,
        DateOnly to,
        IReadOnlyCollection<string> older
    )
    {
        var dates = pool
            .Rows.Where(row => row.Headline.Date is not null)
            .GroupBy(row => row.Story)
            .ToDictionary(same => same.Key, same => same.Min(row => row.Headline.Date));
        var test = pool.Of(file).Where(row => row.Headline.Date >= from && row.Headline.Date <= to).ToList();
        var stories = test.Select(row => row.Story).ToHashSet();
        var learning = pool.Learning(row =>
            !stories.Contains(row.Story)
            && (
                (row.Headline.Date ?? dates.GetValueOrDefault(row.Story)) is { } date
                    ? date < before
                    : older.Contains(row.File) || older.Contains(row.Headline.Source)
            )
        );
        return test.Count > 0 && learning.Headlines.Count > 0
            ? new Fold($"time-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}", learning, [.. test.Select(row => row.Headline)])
            {
                IsClosed = true,
            }
            : throw new TrainingDataException(
                $"There are {learning.Headlines.Count} headlines before {before:yyyy-MM-dd} to learn from, and "
                    + $"{test.Count} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} to measure on."
            );
    }

    private static IEnumerable<Fold> Parts(Pool pool, string? file, int folds, Func<ulong, ulong> groupOf, string name)
    {
        var test = pool.Of(file).ToLookup(row => Part(groupOf(row.Story), folds));
        for (var part = 0; part < folds; part++)
        {
            var groups = test[part].Select(row => groupOf(row.Story)).ToHashSet();
            yield return new Fold(
                $"{name}-{part + 1}-of-{folds}",
                pool.Learning(row => !groups.Contains(groupOf(row.Story))),
                [.. test[part].Select(row => row.Headline)]
            );
        }
    }

    // Not the remainder of the key itself, by which training parts what it learns from once more.
    private static int Part(ulong group, int folds) => (int)(((group * 0x9E37_79B9_7F4A_7C15) >> 33) % (ulong)folds);
}
