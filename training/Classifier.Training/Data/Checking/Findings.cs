using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Collects findings: counts all, keeps the first places.</summary>
internal sealed class Findings
{
    private readonly SortedDictionary<FindingKind, (long Count, List<string> Examples)> _found = [];

    /// <summary>Counts one.</summary>
    /// <param name="kind">What was found.</param>
    /// <param name="example">The place and what is there; asked for only while places are kept.</param>
    public void Add(FindingKind kind, Func<string> example)
    {
        var (count, examples) = _found.TryGetValue(kind, out var known) ? known : (0, []);
        if (examples.Count < Finding.MostExamples)
        {
            examples.Add(example());
        }

        _found[kind] = (count + 1, examples);
    }

    /// <summary>Counts what a reader reported.</summary>
    public void Add(string path, RowDefect defect) =>
        Add(
            defect.Kind switch
            {
                RowDefectKind.NotUtf8 => FindingKind.NotUtf8,
                RowDefectKind.Broken => FindingKind.BrokenRow,
                RowDefectKind.BadValue => FindingKind.BadValue,
                RowDefectKind.NoText => FindingKind.EmptyText,
                RowDefectKind.NoLabel => FindingKind.NoLabel,
                _ => FindingKind.NotOk,
            },
            () => defect.In(path)
        );

    /// <summary>All findings, the gravest first.</summary>
    public IReadOnlyList<Finding> All() =>
        [
            .. _found
                .Select(found => new Finding(
                    found.Key,
                    SeverityOf(found.Key),
                    found.Value.Count,
                    Message(found.Key),
                    found.Value.Examples
                ))
                .OrderByDescending(finding => finding.Severity),
        ];

    private static Severity SeverityOf(FindingKind kind) =>
        kind switch
        {
            <= FindingKind.NearLeakage => Severity.Error,
            FindingKind.NoLabel or FindingKind.NotOk => Severity.Note,
            _ => Severity.Warning,
        };

    private static string Message(FindingKind kind) =>
        kind switch
        {
            FindingKind.UnreadableFile => "files cannot be read",
            FindingKind.NotUtf8 => "lines are not UTF-8; save the file as UTF-8, or --fix drops them",
            FindingKind.BrokenRow => "rows are broken; mend them, or --fix drops them",
            FindingKind.BadValue => "values are not what their column holds; mend them, or --fix drops the rows",
            FindingKind.SingleLabel => "tasks have one label only; there is nothing to learn",
            FindingKind.Leakage =>
                "headlines to learn from are among those to measure with, so that figures would be too good; --fix drops them from training",
            FindingKind.NearLeakage =>
                "headlines to learn from are all but the same as one to measure with; --fix drops them from training",
            FindingKind.Conflict =>
                "headlines have another label elsewhere; --fix keeps the label of who read the headline, and drops all where that does not decide",
            FindingKind.Shortcut =>
                "trivial properties tell a label; a model will learn them in place of what the headline says",
            FindingKind.EmptyText => "rows have no text; training leaves them out",
            FindingKind.TooLong =>
                $"texts have more than {HeadlineValidator.MaxCharacters:N0} characters; --fix drops them",
            FindingKind.NotText => "texts hold control characters; --fix drops them",
            FindingKind.Mojibake => "texts were decoded with the wrong encoding; --fix mends them",
            FindingKind.LostCharacters => "texts hold U+FFFD where characters were lost; get the data again",
            FindingKind.HtmlEscape => "texts hold characters written as HTML writes them; --fix mends them",
            FindingKind.Duplicate =>
                "headlines come again with the same label; training uses the first, --fix drops the others",
            FindingKind.NearDuplicate =>
                "headlines are all but the same as an earlier one; split by groups when you measure",
            FindingKind.RareLabel =>
                $"labels have fewer than {LabelTable.Fewest} rows; add rows, or join labels with --labels-map",
            FindingKind.LabelOfOneSource =>
                "labels come almost only from one source; its style may be learned in their place",
            FindingKind.SourceOfOneLabel => "sources have one label only; their style may be learned in its place",
            FindingKind.NoLabel => "rows have no label; training leaves them out",
            _ => "rows have a quality other than “ok”; training leaves them out",
        };
}
