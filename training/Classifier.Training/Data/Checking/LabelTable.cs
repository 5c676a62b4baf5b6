namespace Classifier.Training.Data.Checking;

/// <summary>How many rows each label has, and from where.</summary>
/// <param name="Task">topic or clickbait.</param>
/// <param name="Labels">The labels, most rows first.</param>
/// <param name="Sources">The sources, most rows first.</param>
public sealed record LabelTable(string Task, IReadOnlyList<LabelCount> Labels, IReadOnlyList<SourceCount> Sources)
{
    /// <summary>A label with fewer rows can hardly be learned, and not be measured.</summary>
    public const int Fewest = 50;

    /// <summary>The label of headlines that bait considerably or heavily.</summary>
    public const string Bait = "bait";

    /// <summary>The label of all others.</summary>
    public const string News = "news";

    private const double AlmostAll = 0.95;

    /// <summary>Whether a grade of 0 to 3 counts as bait: 2 and 3 do.</summary>
    public static bool IsBait(float grade) => grade >= 1.5f;

    /// <summary>Counts the labels of a task; null where no row has one.</summary>
    internal static LabelTable? Of(
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
                () => $"{task}: all {labels[0].Rows:N0} rows are “{labels[0].Label}”"
            );
        }

        foreach (var label in labels.Where(label => label.Rows < Fewest))
        {
            findings.Add(FindingKind.RareLabel, () => $"{task}: “{label.Label}” has {label.Rows:N0} rows");
        }

        if (labels.Count > 1 && sources.Count > 1)
        {
            Sided(task, labels, sources, findings);
        }

        return new LabelTable(task, labels, sources);
    }

    private static void Sided(string task, List<LabelCount> labels, List<SourceCount> sources, Findings findings)
    {
        foreach (var label in labels.Where(label => label.Rows >= Fewest))
        {
            var most = sources.MaxBy(source => source.Labels.GetValueOrDefault(label.Label))!;
            var share = most.Labels.GetValueOrDefault(label.Label) / (double)label.Rows;
            if (share >= AlmostAll)
            {
                findings.Add(
                    FindingKind.LabelOfOneSource,
                    () => $"{task}: {share:P0} of “{label.Label}” are from {most.Source}"
                );
            }
        }

        foreach (var source in sources.Where(source => source.Rows >= Fewest && source.Labels.Count == 1))
        {
            findings.Add(
                FindingKind.SourceOfOneLabel,
                () => $"{task}: all {source.Rows:N0} rows of {source.Source} are “{source.Labels.Keys.Single()}”"
            );
        }
    }
}

/// <summary>The rows of a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Rows">How many rows have it.</param>
public sealed record LabelCount(string Label, long Rows);

/// <summary>The rows of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Labels">How many of each label, most first.</param>
public sealed record SourceCount(string Source, long Rows, IReadOnlyDictionary<string, long> Labels);
