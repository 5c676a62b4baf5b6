using Classifier.Deduplication;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>
/// Splits headlines into training and test sets. A random split overestimates quality: the same story from several publishers
/// falls on both sides, and a model can exploit the style of a publisher or the names of a month. No split puts headlines with
/// the same words on both sides, even if they come from different files. All splits are deterministic.
/// </summary>
public static class Splitter
{
    /// <summary>Creates cross-validation folds that keep the headlines of a story together; see <see cref="NearDuplicates"/>.</summary>
    /// <param name="pool">All headlines. Headlines of other files are used for training only.</param>
    /// <param name="file">The key of the file to test on; null for all files.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    public static IEnumerable<Fold> ByStory(Pool pool, string? file, int folds)
    {
        var groups = NearDuplicates.Group([.. pool.Rows.Select(row => row.Headline.Text)]);
        // A group is identified by the words of its first row, so that its fold does not depend on the order of files.
        var storyOf = pool
            .Rows.Select((row, i) => (row, Group: pool.Rows[groups[i]].Story))
            .GroupBy(pair => pair.row.Story)
            .ToDictionary(same => same.Key, same => same.First().Group);
        // Headlines without a topic are not tested and have no group.
        return CreateFolds(pool, file, folds, story => storyOf.GetValueOrDefault(story, story), "story");
    }

    /// <summary>Creates cross-validation folds of single headlines, to show how much a random split overestimates quality.</summary>
    /// <inheritdoc cref="ByStory"/>
    public static IEnumerable<Fold> Random(Pool pool, string? file, int folds) =>
        CreateFolds(pool, file, folds, story => story, "random");

    /// <summary>Creates one fold per source. Training excludes the file of the source, rows of other files from the same source or
    /// its publishers, and all rows with the words of one of its headlines.</summary>
    /// <param name="pool">All headlines.</param>
    /// <param name="sources">The file keys or sources to leave out in turn.</param>
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
                throw new TrainingDataException(
                    $"There is no source “{source}”: no file and no row of the data has this name."
                );
            }

            var excluded = test.Select(row => row.Headline.Source).Append(source).ToHashSet(StringComparer.Ordinal);
            var stories = test.Select(row => row.Story).ToHashSet();
            return new Fold(
                $"source-{source}",
                pool.ToTrainingSet(row =>
                    row.File != source && !excluded.Contains(row.Headline.Source) && !stories.Contains(row.Story)
                ),
                [.. test.Select(row => row.Headline)]
            )
            {
                ExcludesTeacher = true,
            };
        });

    /// <summary>Creates a fold that trains on headlines before a date and tests on later ones. A row without a date takes the
    /// earliest date of a row with the same words.</summary>
    /// <param name="pool">All headlines.</param>
    /// <param name="file">The key of the file to test on; null for all files.</param>
    /// <param name="before">The first day that is excluded from training.</param>
    /// <param name="from">The first day to test on.</param>
    /// <param name="to">The last day to test on.</param>
    /// <param name="older">Files and sources without dates that are known to be older than <paramref name="before"/>. Other
    /// rows without a date are excluded.</param>
    /// <exception cref="TrainingDataException">The training set or the test set is empty.</exception>
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
        var test = pool.GetDistinct(file).Where(row => row.Headline.Date >= from && row.Headline.Date <= to).ToList();
        var stories = test.Select(row => row.Story).ToHashSet();
        var train = pool.ToTrainingSet(row =>
            !stories.Contains(row.Story)
            && (
                (row.Headline.Date ?? dates.GetValueOrDefault(row.Story)) is { } date
                    ? date < before
                    : older.Contains(row.File) || older.Contains(row.Headline.Source)
            )
        );
        return test.Count > 0 && train.Headlines.Count > 0
            ? new Fold($"time-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}", train, [.. test.Select(row => row.Headline)])
            {
                ExcludesTeacher = true,
            }
            : throw new TrainingDataException(
                $"The split by time needs training and test headlines; it found {train.Headlines.Count} headlines before "
                    + $"{before:yyyy-MM-dd} and {test.Count} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}."
            );
    }

    private static IEnumerable<Fold> CreateFolds(
        Pool pool,
        string? file,
        int folds,
        Func<ulong, ulong> groupOf,
        string name
    )
    {
        var test = pool.GetDistinct(file).ToLookup(row => GetFoldIndex(groupOf(row.Story), folds));
        for (var fold = 0; fold < folds; fold++)
        {
            var groups = test[fold].Select(row => groupOf(row.Story)).ToHashSet();
            yield return new Fold(
                $"{name}-{fold + 1}-of-{folds}",
                pool.ToTrainingSet(row => !groups.Contains(groupOf(row.Story))),
                [.. test[fold].Select(row => row.Headline)]
            );
        }
    }

    // Rehashed, because training splits its headlines further by the remainder of the key itself.
    private static int GetFoldIndex(ulong group, int folds) =>
        (int)(((group * 0x9E37_79B9_7F4A_7C15) >> 33) % (ulong)folds);
}
