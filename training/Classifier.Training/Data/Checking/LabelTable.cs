using Classifier.Taxonomy;

namespace Classifier.Training.Data.Checking;

/// <summary>Represents the number of rows of each label and source of a task.</summary>
/// <param name="Task"><c>topic</c> or <c>clickbait</c>.</param>
/// <param name="Labels">The labels in descending order of rows.</param>
/// <param name="Sources">The sources in descending order of rows.</param>
public sealed record LabelTable(string Task, IReadOnlyList<LabelCount> Labels, IReadOnlyList<SourceCount> Sources)
{
    /// <summary>The number of rows below which a label is reported as rare: it can hardly be learned or evaluated.</summary>
    internal const int MinRows = 50;

    /// <summary>The label of headlines with grade 2 or 3.</summary>
    internal const string Bait = "bait";

    /// <summary>The label of headlines with grade 0 or 1.</summary>
    internal const string News = "news";

    private const double DominantShare = 0.95;

    /// <summary>Determines whether a grade from 0 to 3 counts as bait, which grades 2 and 3 do.</summary>
    internal static bool IsBait(float grade) => grade >= 1.5f;

    /// <summary>Counts the labels of a task.</summary>
    /// <returns>The counts; <see langword="null"/> if there are no rows.</returns>
    internal static LabelTable? Count(
        string task,
        IReadOnlyList<(CheckedRow Row, string Label)> labeled,
        Findings findings
    )
    {
        if (labeled.Count == 0)
        {
            return null;
        }

        var sources = labeled
            .GroupBy(row => row.Row.Headline.Source)
            .Select(source => new SourceCount(
                source.Key,
                source.LongCount(),
                source
                    .CountBy(row => row.Label)
                    .OrderByDescending(label => label.Value)
                    .ThenBy(label => label.Key, StringComparer.Ordinal)
                    .ToDictionary(label => label.Key, label => (long)label.Value)
            ))
            .OrderByDescending(source => source.Rows)
            .ThenBy(source => source.Source, StringComparer.Ordinal)
            .ToList();
        var labels = labeled
            .CountBy(row => row.Label)
            .Select(label => new LabelCount(label.Key, label.Value))
            .OrderByDescending(label => label.Rows)
            .ThenBy(label => label.Label, StringComparer.Ordinal)
            .ToList();

        if (labels.Count == 1)
        {
            findings.Add(
                FindingKind.SingleLabel,
                () =>
                    labels[0].Rows == 1
                        ? $"{task}: the only row is “{IptcTopics.Describe(labels[0].Label)}”"
                        : $"{task}: all {labels[0].Rows:N0} rows are “{IptcTopics.Describe(labels[0].Label)}”"
            );
        }

        foreach (var label in labels.Where(label => label.Rows < MinRows))
        {
            findings.Add(
                FindingKind.RareLabel,
                () => $"{task}: “{IptcTopics.Describe(label.Label)}” has {Plural.Format(label.Rows, "row")}"
            );
        }

        if (labels.Count > 1 && sources.Count > 1)
        {
            ReportSkew(task, labels, sources, findings);
        }

        return new LabelTable(task, labels, sources);
    }

    private static void ReportSkew(string task, List<LabelCount> labels, List<SourceCount> sources, Findings findings)
    {
        foreach (var label in labels.Where(label => label.Rows >= MinRows))
        {
            var most = sources.MaxBy(source => source.Labels.GetValueOrDefault(label.Label))!;
            var share = most.Labels.GetValueOrDefault(label.Label) / (double)label.Rows;
            if (share >= DominantShare)
            {
                findings.Add(
                    FindingKind.LabelOfOneSource,
                    () => $"{task}: {share:P0} of “{IptcTopics.Describe(label.Label)}” are from {most.Source}"
                );
            }
        }

        foreach (var source in sources.Where(source => source.Rows >= MinRows && source.Labels.Count == 1))
        {
            findings.Add(
                FindingKind.SourceOfOneLabel,
                () =>
                    $"{task}: all {source.Rows:N0} rows of {source.Source} are “{IptcTopics.Describe(source.Labels.Keys.Single())}”"
            );
        }
    }
}

/// <summary>Represents the number of rows of a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Rows">The number of rows.</param>
public sealed record LabelCount(string Label, long Rows);

/// <summary>Represents the number of rows of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Labels">The number of rows of each label, in descending order.</param>
public sealed record SourceCount(string Source, long Rows, IReadOnlyDictionary<string, long> Labels);
