using Classifier.Models;
using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Checks labeled headlines before training and produces a cleaned copy.</summary>
public sealed class DataCheck
{
    private readonly Findings _findings = new();
    private readonly List<CheckedRow> _rows = [];
    private readonly List<DroppedRow> _unreadable = [];
    private readonly List<CheckedFile> _files = [];

    private DataCheck() { }

    /// <summary>Gets the results of the check.</summary>
    public DataReport Report { get; private set; } = null!;

    /// <summary>Gets the rows of the training files that the cleaned set keeps, in order, with repaired texts.</summary>
    public IEnumerable<LabeledHeadline> Cleaned =>
        _rows.Where(row => row.DropReason is null && _trainingPaths.Contains(row.Path)).Select(row => row.Headline);

    /// <summary>Gets the rows of the training files that the cleaned set omits.</summary>
    public IEnumerable<DroppedRow> Dropped =>
        _unreadable
            .Where(row => _trainingPaths.Contains(row.Path))
            .Concat(
                _rows
                    .Where(row => row.DropReason is not null && _trainingPaths.Contains(row.Path))
                    .Select(row => new DroppedRow(row.Path, row.Line, row.DropReason!, row.Headline.Text))
            );

    private HashSet<string> _trainingPaths = [];

    /// <summary>Checks training and test files.</summary>
    /// <param name="files">The training files. Their rows with split <c>test</c> belong to the test set.</param>
    /// <param name="tests">The test files.</param>
    /// <param name="map">Maps labels to topics; <see langword="null"/> to use labels as they are.</param>
    /// <param name="progress">Receives the current step.</param>
    public static DataCheck Run(
        IReadOnlyList<LabeledInput> files,
        IReadOnlyList<LabeledInput> tests,
        LabelMap? map,
        IProgress<string> progress
    )
    {
        var check = new DataCheck { _trainingPaths = [.. files.Select(file => file.Path)] };
        foreach (var file in files)
        {
            check.Read(file, map, allTest: false, progress);
        }

        foreach (var file in tests)
        {
            check.Read(file, map, allTest: true, progress);
        }

        check.NormalizeLabels();
        progress.Report("checking texts");
        foreach (var row in check._rows)
        {
            check.CheckText(row);
        }

        progress.Report("searching for duplicates");
        DuplicateCheck.Run(check._rows, check._findings);
        progress.Report("searching for shortcuts");
        check.Summarize();
        return check;
    }

    private void Read(LabeledInput input, LabelMap? map, bool allTest, IProgress<string> progress)
    {
        var path = input.Path;
        progress.Report($"reading {path}");
        var skipped = 0;
        try
        {
            var rows = LabeledFile.ReadValidRows(
                input,
                map,
                defect =>
                {
                    _findings.Add(path, defect);
                    if (!defect.IsSkipped)
                    {
                        return;
                    }

                    skipped++;
                    _unreadable.Add(
                        new DroppedRow(
                            path,
                            defect.Line,
                            defect.Place is null ? defect.Problem : $"{defect.Place}: {defect.Problem}",
                            ""
                        )
                    );
                },
                notice =>
                    _findings.Add(
                        notice.Kind == FileNoticeKind.BinaryLabels
                            ? FindingKind.BinaryLabels
                            : FindingKind.AmbiguousColumns,
                        () => $"{path}: {notice.Message}"
                    )
            );
            foreach (var (line, headline) in rows)
            {
                _rows.Add(new CheckedRow(path, line, headline, allTest || headline.IsTest));
            }

            _files.Add(new CheckedFile(path, rows.Count, skipped, rows.Count(row => allTest || row.Headline.IsTest)));
        }
        catch (Exception e) when (e is TrainingDataException or IOException or UnauthorizedAccessException)
        {
            _findings.Add(FindingKind.UnreadableFile, () => e.Message);
            _files.Add(new CheckedFile(path, 0, skipped, 0));
        }
    }

    private void NormalizeLabels()
    {
        var normalizer = LabelNormalizer.Create(_rows.Select(row => row.Headline), []);
        foreach (var change in normalizer.Changes)
        {
            var kind = change.Kind switch
            {
                LabelChangeKind.Variant => FindingKind.LabelVariant,
                LabelChangeKind.Name => FindingKind.TopicName,
                LabelChangeKind.Subtopic => FindingKind.Subtopic,
                _ => FindingKind.UnknownTopicId,
            };
            _findings.Add(kind, change.ToString);
        }

        foreach (var row in _rows)
        {
            if (normalizer.Apply(row.Headline) is { } headline)
            {
                row.Headline = headline;
            }
            else
            {
                row.Headline = row.Headline with { Topic = null, SecondTopic = null, OtherTopics = [] };
                row.DropReason = "no known label";
            }
        }
    }

    private void CheckText(CheckedRow row)
    {
        var text = row.Headline.Text;
        var kind = HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out var characters) switch
        {
            HeadlineError.Empty => FindingKind.EmptyText,
            HeadlineError.TooLong => FindingKind.TooLong,
            HeadlineError.InvalidText => FindingKind.NotText,
            _ => (FindingKind?)null,
        };
        if (kind is { } defect)
        {
            _findings.Add(defect, () => $"{row.Location}: {characters:N0} characters");
            row.DropReason = defect switch
            {
                FindingKind.EmptyText => "no visible characters",
                FindingKind.TooLong => $"{characters:N0} characters",
                _ => "control characters",
            };
            return;
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            _findings.Add(FindingKind.LostCharacters, () => row.Example);
        }

        Repair(row, FindingKind.Mojibake, TextRepair.RepairEncoding(text, out var isSuspicious));
        if (isSuspicious)
        {
            _findings.Add(FindingKind.SuspectEncoding, () => row.Example);
        }

        Repair(row, FindingKind.HtmlEscape, TextRepair.DecodeHtml(row.Headline.Text));
    }

    private void Repair(CheckedRow row, FindingKind kind, string repaired)
    {
        if (repaired == row.Headline.Text)
        {
            return;
        }

        _findings.Add(kind, () => row.Example);
        row.Headline = row.Headline with { Text = repaired };
    }

    private void Summarize()
    {
        List<LabelTable> tables = [];
        List<Shortcut> shortcuts = [];
        foreach (
            var (task, labeled) in new[] { (ModelBundle.TopicTask, Topics()), (ModelBundle.ClickbaitTask, Baits()) }
        )
        {
            if (LabelTable.Count(task, labeled, _findings) is not { } table)
            {
                continue;
            }

            tables.Add(table);
            if (_files.Count > 1)
            {
                shortcuts.AddRange(ShortcutSearch.Run("all files", task, labeled));
            }

            foreach (var file in labeled.GroupBy(row => row.Row.Path))
            {
                shortcuts.AddRange(ShortcutSearch.Run(file.Key, task, [.. file]));
            }
        }

        foreach (var shortcut in shortcuts)
        {
            _findings.Add(FindingKind.Shortcut, shortcut.ToString);
        }

        Report = new DataReport(_files, _findings.ToList(), tables, shortcuts);
    }

    private List<(CheckedRow Row, string Label)> Topics() =>
        [.. _rows.SelectMany(row => row.Headline.Topics.Select(topic => (row, topic)))];

    private List<(CheckedRow Row, string Label)> Baits() =>
        [
            .. _rows
                .Where(row => row.Headline.Bait is not null)
                .Select(row => (row, LabelTable.IsBait(row.Headline.Bait!.Value) ? LabelTable.Bait : LabelTable.News)),
        ];
}

/// <summary>Represents a row that the cleaned set omits.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line number, starting at 1.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Text">The text; empty if the row could not be read.</param>
public sealed record DroppedRow(string Path, long Line, string Reason, string Text);
