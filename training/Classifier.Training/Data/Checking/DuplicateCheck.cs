using Classifier.Deduplication;
using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Finds headlines that come more than once, that contradict each other, and that stand on both sides of a split.</summary>
internal static class DuplicateCheck
{
    /// <summary>Looks at all rows that are not dropped yet, and marks those that a cleaned set does without.</summary>
    public static void Run(IReadOnlyList<CheckedRow> rows, Findings findings)
    {
        var workspace = new TokenizedHeadline();
        foreach (var row in rows)
        {
            row.Story = HeadlineKey.Compute(row.Headline.Text, workspace);
        }

        var live = rows.Where(row => row.Drop is null).ToList();
        var tested = live.Where(row => row.IsTest)
            .GroupBy(row => row.Story)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var row in live.Where(row => !row.IsTest))
        {
            if (tested.TryGetValue(row.Story, out var test))
            {
                Leak(row, test, FindingKind.Leakage, findings);
            }
        }

        foreach (var side in live.GroupBy(row => row.IsTest))
        {
            foreach (var same in side.GroupBy(row => row.Story).Where(group => group.Skip(1).Any()))
            {
                Repeated([.. same.OrderBy(row => row.Headline.Origin == LabelOrigin.Reader ? 0 : 1)], findings);
            }
        }

        Near(live, findings);
    }

    private static void Repeated(List<CheckedRow> same, Findings findings)
    {
        var kept = new List<CheckedRow>();
        foreach (var row in same)
        {
            var first = kept.FirstOrDefault(row.IsCoveredBy);
            if (first is null)
            {
                kept.Add(row);
                continue;
            }

            if (row.Contradicts(first) is not { } contradiction)
            {
                findings.Add(FindingKind.Duplicate, () => $"{row.Example} (as {first.Place})");
                row.Drop ??= $"the same words as {first.Place}";
                continue;
            }

            findings.Add(FindingKind.Conflict, () => $"{row.Example} ({contradiction}, {first.Place})");
            row.Drop ??= $"{contradiction}, {first.Place}";
            if (row.Headline.Origin == first.Headline.Origin)
            {
                first.Drop ??= $"labeled otherwise in {row.Place}";
            }
        }
    }

    private static void Near(List<CheckedRow> live, Findings findings)
    {
        var stories = live.GroupBy(row => row.Story).Select(group => group.ToList()).ToList();
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
                    Leak(row, test, FindingKind.NearLeakage, findings);
                }
            }
            else if (groups[i] != i)
            {
                var (row, first) = (stories[i][0], stories[groups[i]][0]);
                findings.Add(FindingKind.NearDuplicate, () => $"{row.Example} (like {first.Example})");
            }
        }
    }

    private static void Leak(CheckedRow row, CheckedRow test, FindingKind kind, Findings findings)
    {
        findings.Add(kind, () => $"{row.Example} (in the test set: {test.Example})");
        row.Drop ??= $"in the test set: {test.Place}";
    }
}
