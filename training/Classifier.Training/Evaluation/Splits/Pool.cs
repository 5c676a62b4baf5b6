using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Represents all labeled headlines from which an evaluation draws training and test sets.</summary>
/// <param name="Rows">The headlines, grouped by file.</param>
public sealed record Pool(IReadOnlyList<PooledHeadline> Rows)
{
    /// <summary>Gets the headlines that do not tell their topic. They are only used for training.</summary>
    internal IReadOnlyList<PooledHeadline> WithoutTopic { get; init; } = [];

    /// <summary>Reads files. Test rows are treated like other rows; the split of the evaluation applies instead.</summary>
    /// <param name="inputs">The files.</param>
    /// <param name="isUsable">Determines whether a headline has a label of the task.</param>
    /// <param name="transform">Transforms the text of each headline; null to leave it unchanged.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, or no row has a label of the task.</exception>
    public static Pool Read(
        IEnumerable<LabeledInput> inputs,
        Func<LabeledHeadline, bool> isUsable,
        Func<string, string>? transform = null
    )
    {
        var workspace = new TokenizedHeadline();
        var read = inputs.Select(input => (Input: input, Headlines: LabeledFile.Read(input))).ToList();
        var normalizer = LabelNormalizer.Create(read.SelectMany(file => file.Headlines), []);
        var rows = read.SelectMany(file =>
                file.Headlines.Select(normalizer.Apply)
                    .OfType<LabeledHeadline>()
                    .Select(headline => new PooledHeadline(
                        headline with
                        {
                            IsTest = false,
                            Text = transform is null ? headline.Text : transform(headline.Text),
                        },
                        GetFileKey(file.Input.Path),
                        HeadlineKey.Compute(headline.Text, workspace)
                    ))
            )
            .ToList();
        var usable = rows.Where(row => isUsable(row.Headline)).ToList();
        return usable.Count > 0
            ? new Pool(usable) { WithoutTopic = [.. rows.Where(row => row.Headline.HasNoTopic)] }
            : throw new TrainingDataException($"{string.Join(", ", inputs)}: No row has a label of this task.");
    }

    /// <summary>Returns the name of a file without folders and extensions, in lower case. Splits refer to files by this key.</summary>
    internal static string GetFileKey(string path) => Path.GetFileName(path).Split('.')[0].ToLowerInvariant();

    /// <summary>Returns the distinct headlines of a file.</summary>
    /// <param name="file">The key of the file (see <see cref="GetFileKey"/>); null for all files.</param>
    /// <exception cref="TrainingDataException">There is no such file.</exception>
    internal IReadOnlyList<PooledHeadline> GetDistinct(string? file)
    {
        var rows = Rows.Where(row => file is null || row.File == file).DistinctBy(row => row.Story).ToList();
        return rows.Count > 0
            ? rows
            : throw new TrainingDataException(
                $"The data contains no file “{file}”. Available files: {string.Join(", ", Rows.Select(row => row.File).Distinct())}."
            );
    }

    /// <summary>Returns a training set of the headlines that satisfy a condition, deduplicated by their words. All others are
    /// excluded from training.</summary>
    internal TrainingSet ToTrainingSet(Func<PooledHeadline, bool> condition)
    {
        var seen = new HashSet<ulong>();
        var headlines = Rows.Where(condition)
            .OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)
            .Where(row => seen.Add(row.Story))
            .Select(row => (row.Headline, row.Story))
            .ToList();
        return new TrainingSet(headlines, [])
        {
            WithoutTopic = [.. WithoutTopic.Where(condition).Select(row => row.Headline.Text)],
            ExcludedStories = Rows.Select(row => row.Story).Where(story => !seen.Contains(story)).ToHashSet(),
        };
    }
}

/// <summary>Represents a headline of a <see cref="Pool"/>.</summary>
/// <param name="Headline">The labeled headline.</param>
/// <param name="File">The key of its file; see <see cref="Pool.GetFileKey"/>.</param>
/// <param name="Story">The hash of its words; see <see cref="HeadlineKey.Compute"/>.</param>
public sealed record PooledHeadline(LabeledHeadline Headline, string File, ulong Story);
