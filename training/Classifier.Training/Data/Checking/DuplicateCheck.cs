using Classifier.Deduplication;
using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Finds duplicates, contradicting labels, and headlines that occur in both the training and the test set.</summary>
internal static class DuplicateCheck
{
    /// <summary>Checks all rows that are not dropped yet and marks those that the cleaned set omits.</summary>
    public static void Run(IReadOnlyList<CheckedRow> rows, Findings findings)
    {
        var workspace = new TokenizedHeadline();
        foreach (var row in rows)
        {
            row.Story = HeadlineKey.Compute(row.Headline.Text, workspace);
        }

        var kept = rows.Where(row => row.DropReason is null).ToList();
        var tested = kept.Where(row => row.IsTest)
            .GroupBy(row => row.Story)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var row in kept.Where(row => !row.IsTest))
        {
            if (tested.TryGetValue(row.Story, out var test))
            {
                ReportLeak(row, test, FindingKind.Leakage, findings);
            }
        }

        foreach (var side in kept.GroupBy(row => row.IsTest))
        {
            foreach (var same in side.GroupBy(row => row.Story).Where(group => group.Skip(1).Any()))
            {
                ReportRepeats([.. same.OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)], findings);
            }
        }

        ReportNearDuplicates(kept, findings);
    }

    private static void ReportRepeats(List<CheckedRow> same, Findings findings)
    {
        var retained = new List<CheckedRow>();
        foreach (var row in same)
        {
            var first = retained.FirstOrDefault(row.IsCoveredBy);
            if (first is null)
            {
                retained.Add(row);
                continue;
            }

            if (row.FindContradiction(first) is not { } contradiction)
            {
                findings.Add(FindingKind.Duplicate, () => $"{row.Example} (as {first.Location})");
                row.DropReason ??= $"the same words as {first.Location}";
                continue;
            }

            findings.Add(FindingKind.Conflict, () => $"{row.Example} ({contradiction}, {first.Location})");
            row.DropReason ??= $"{contradiction}, {first.Location}";
            if (row.Headline.Origin == first.Headline.Origin)
            {
                first.DropReason ??= $"labeled otherwise in {row.Location}";
            }
        }
    }

    private static void ReportNearDuplicates(List<CheckedRow> kept, Findings findings)
    {
        var stories = kept.GroupBy(row => row.Story).Select(group => group.ToList()).ToList();
        var groups = NearDuplicates.Group([.. stories.Select(story => story[0].Headline.Text)]);
        var tests = new Dictionary<int, CheckedRow>();
        for (var i = 0; i < stories.Count; i++)
        {
            if (stories[i].Find(row => row.IsTest) is { } test)
            {
                tests.TryAdd(groups[i], test);
            }
        }

        for (var i = 0; i < stories.Count; i++)
        {
            if (tests.TryGetValue(groups[i], out var test))
            {
                foreach (
                    var row in stories[i]
                        .Where(row =>
                            !row.IsTest && row.Story != test.Story && !stories[i].Exists(other => other.IsTest)
                        )
                )
                {
                    ReportLeak(row, test, FindingKind.NearLeakage, findings);
                }
            }
            else if (groups[i] != i)
            {
                var (row, first) = (stories[i][0], stories[groups[i]][0]);
                findings.Add(FindingKind.NearDuplicate, () => $"{row.Example} (like {first.Example})");
            }
        }
    }

    private static void ReportLeak(CheckedRow row, CheckedRow test, FindingKind kind, Findings findings)
    {
        findings.Add(kind, () => $"{row.Example} (in the test set: {test.Example})");
        row.DropReason ??= $"in the test set: {test.Location}";
    }
}
