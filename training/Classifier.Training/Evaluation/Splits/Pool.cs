using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>All labeled headlines that an evaluation may learn from or measure on.</summary>
/// <param name="Rows">The headlines, those of one file together.</param>
public sealed record Pool(IReadOnlyList<PooledHeadline> Rows)
{
    /// <summary>Reads files; rows that a file sets apart for testing are headlines like others here, as the split decides.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="isUsable">Which headlines have the label that is asked for.</param>
    /// <param name="print">Changes how headlines are printed, if given.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, or none holds such a label.</exception>
    public static Pool Read(
        IEnumerable<string> paths,
        Func<LabeledHeadline, bool> isUsable,
        Func<string, string>? print = null
    )
    {
        var workspace = new TokenizedHeadline();
        var rows = new List<PooledHeadline>();
        foreach (var path in paths)
        {
            var file = Name(path);
            rows.AddRange(
                LabeledFile
                    .Read(path)
                    .Where(isUsable)
                    .Select(headline => new PooledHeadline(
                        headline with
                        {
                            IsTest = false,
                            Text = print is null ? headline.Text : print(headline.Text),
                        },
                        file,
                        HeadlineKey.Compute(headline.Text, workspace)
                    ))
            );
        }

        return rows.Count > 0
            ? new Pool(rows)
            : throw new TrainingDataException($"{string.Join(", ", paths)}: no row has a label of this kind.");
    }

    /// <summary>A file's name without folders and endings, by which splits name it.</summary>
    public static string Name(string path) => Path.GetFileName(path).Split('.')[0].ToLowerInvariant();

    /// <summary>The headlines of a file, each text once.</summary>
    /// <param name="file">Its <see cref="Name"/>; null for those of all files.</param>
    /// <exception cref="TrainingDataException">There are none.</exception>
    public IReadOnlyList<PooledHeadline> Of(string? file)
    {
        var rows = Rows.Where(row => file is null || row.File == file).DistinctBy(row => row.Story).ToList();
        return rows.Count > 0
            ? rows
            : throw new TrainingDataException(
                $"There is no file “{file}” among the data; there are: {string.Join(", ", Rows.Select(row => row.File).Distinct())}."
            );
    }

    /// <summary>The headlines that meet a condition as a set to learn from: of those with the same words, one. All others are
    /// set apart.</summary>
    public TrainingSet Learning(Func<PooledHeadline, bool> condition)
    {
        var seen = new HashSet<ulong>();
        var learning = Rows.Where(condition)
            .OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)
            .Where(row => seen.Add(row.Story))
            .Select(row => (row.Headline, row.Story))
            .ToList();
        return new TrainingSet(learning, [])
        {
            ExcludedStories = Rows.Select(row => row.Story).Where(story => !seen.Contains(story)).ToHashSet(),
        };
    }
}

/// <summary>A labeled headline, its file and its words.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="File">The <see cref="Pool.Name"/> of its file.</param>
/// <param name="Story">The <see cref="Deduplication.HeadlineKey.Compute"/> of its words.</param>
public sealed record PooledHeadline(LabeledHeadline Headline, string File, ulong Story);
