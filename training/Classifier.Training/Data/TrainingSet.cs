using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Training.Data;

/// <summary>Labeled headlines without doubles, and the files that they came from.</summary>
/// <param name="Headlines">The headlines, each with the key of its words.</param>
/// <param name="Files">The files and how many of their rows are used.</param>
public sealed record TrainingSet(
    IReadOnlyList<(LabeledHeadline Headline, ulong Story)> Headlines,
    IReadOnlyList<TrainingFile> Files
)
{
    /// <summary>The keys of headlines that must not be learned from in any way: those for testing, and what was split off.</summary>
    public IReadOnlySet<ulong> SetApart { get; init; } = new HashSet<ulong>();

    /// <summary>The keys of headlines that someone corrected. They are always learned from and never measured on: they were
    /// picked because a model was wrong, so they would tell it worse than it is.</summary>
    public IReadOnlySet<ulong> Corrected { get; init; } = new HashSet<ulong>();

    /// <summary>Reads files and drops what would be counted twice: of headlines with the same words, those that someone
    /// read are kept first, then the earlier ones. Rows set apart for testing, and others with their words, are left out.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="isUsable">Which headlines have the label that is asked for.</param>
    /// <param name="map">Joins labels to topics; null to take labels as they are.</param>
    /// <param name="feedback">Corrections, which come before all labels of files; null for none.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, or nothing is left.</exception>
    public static TrainingSet Read(
        IReadOnlyList<string> paths,
        Func<LabeledHeadline, bool> isUsable,
        LabelMap? map = null,
        FeedbackHeadlines? feedback = null
    )
    {
        var workspace = new TokenizedHeadline();
        var rows = new List<(LabeledHeadline Headline, ulong Story, int File)>();
        for (var file = 0; file < paths.Count; file++)
        {
            foreach (var headline in LabeledFile.Read(paths[file], map).Where(isUsable))
            {
                rows.Add((headline, HeadlineKey.Compute(headline.Text, workspace), file));
            }
        }

        // Where nobody read the others, corrections count beside them rather than instead of them.
        var origin = rows.Any(row => row.Headline.Origin == LabelOrigin.Reader)
            ? LabelOrigin.Reader
            : LabelOrigin.Source;
        rows.InsertRange(
            0,
            (feedback?.Headlines ?? [])
                .Where(isUsable)
                .Select(headline =>
                    (headline with { Origin = origin }, HeadlineKey.Compute(headline.Text, workspace), paths.Count)
                )
        );

        var seen = rows.Where(row => row.Headline.IsTest).Select(row => row.Story).ToHashSet();
        var apart = new HashSet<ulong>(seen);
        var kept = rows.Where(row => !row.Headline.IsTest)
            .OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)
            .Where(row => seen.Add(row.Story))
            .ToList();
        if (kept.Count == 0)
        {
            throw new TrainingDataException($"{string.Join(", ", paths)}: no row has a label of this kind.");
        }

        return new TrainingSet(
            [.. kept.Select(row => (row.Headline, row.Story))],
            [
                .. paths.Select((path, file) => LabeledFile.Describe(path, kept.Count(row => row.File == file))),
                .. feedback is null
                    ? []
                    : new[] { feedback.File with { Rows = kept.Count(row => row.File == paths.Count) } },
            ]
        )
        {
            SetApart = apart,
            Corrected = kept.Where(row => row.File == paths.Count).Select(row => row.Story).ToHashSet(),
        };
    }

    /// <summary>Splits off the headlines whose words fall into some tenths; among those that someone read where there are
    /// such, so that what is measured is measured by the better labels.</summary>
    /// <param name="tenths">The tenths, 0 to 9.</param>
    /// <returns>What is left, and what was split off.</returns>
    public (TrainingSet Kept, IReadOnlyList<LabeledHeadline> Split) SplitOff(params int[] tenths)
    {
        var anyRead = Headlines.Any(row => row.Headline.Origin == LabelOrigin.Reader);
        var parts = Headlines.ToLookup(row =>
            (!anyRead || row.Headline.Origin == LabelOrigin.Reader)
            && tenths.Contains(HeadlineKey.GetPartition(row.Story))
            && !Corrected.Contains(row.Story)
        );
        return (
            this with
            {
                Headlines = [.. parts[false]],
                SetApart = SetApart.Concat(parts[true].Select(row => row.Story)).ToHashSet(),
            },
            [.. parts[true].Select(row => row.Headline)]
        );
    }
}
