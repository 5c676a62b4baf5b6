using Classifier.Models;
using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Checks labeled headlines before anything is learned from them, and cleans them.</summary>
public sealed class DataCheck
{
    private readonly Findings _findings = new();
    private readonly List<CheckedRow> _rows = [];
    private readonly List<DroppedRow> _unread = [];
    private readonly List<CheckedFile> _files = [];

    private DataCheck() { }

    /// <summary>What was found.</summary>
    public DataReport Report { get; private set; } = null!;

    /// <summary>The rows that a cleaned set keeps, in order; of the files to learn from only, texts mended.</summary>
    public IEnumerable<LabeledHeadline> Cleaned =>
        _rows.Where(row => row.Drop is null && _own.Contains(row.Path)).Select(row => row.Headline);

    /// <summary>The rows that it does without, and why.</summary>
    public IEnumerable<DroppedRow> Dropped =>
        _unread
            .Where(row => _own.Contains(row.Path))
            .Concat(
                _rows
                    .Where(row => row.Drop is not null && _own.Contains(row.Path))
                    .Select(row => new DroppedRow(row.Path, row.Line, row.Drop!, row.Headline.Text))
            );

    private HashSet<string> _own = [];

    /// <summary>Checks files.</summary>
    /// <param name="files">The files to learn from; their rows with split “test” are to measure with.</param>
    /// <param name="tests">Files to measure with.</param>
    /// <param name="map">Joins labels to topics; null to take labels as they are.</param>
    /// <param name="progress">Is told what is going on.</param>
    public static DataCheck Run(
        IReadOnlyList<string> files,
        IReadOnlyList<string> tests,
        LabelMap? map,
        IProgress<string> progress
    )
    {
        var check = new DataCheck { _own = [.. files] };
        foreach (var path in files)
        {
            check.Read(path, map, allTest: false, progress);
        }

        foreach (var path in tests)
        {
            check.Read(path, map, allTest: true, progress);
        }

        progress.Report("looking at texts");
        foreach (var row in check._rows)
        {
            check.CheckText(row);
        }

        progress.Report("looking for doubles");
        DuplicateCheck.Run(check._rows, check._findings);
        progress.Report("looking for shortcuts");
        check.Summarize();
        return check;
    }

    private void Read(string path, LabelMap? map, bool allTest, IProgress<string> progress)
    {
        progress.Report($"reading {path}");
        var left = 0;
        try
        {
            var rows = LabeledFile.Examine(
                path,
                map,
                defect =>
                {
                    left++;
                    _findings.Add(path, defect);
                    _unread.Add(
                        new DroppedRow(
                            path,
                            defect.Line,
                            defect.Place is null ? defect.Problem : $"{defect.Place}: {defect.Problem}",
                            ""
                        )
                    );
                }
            );
            foreach (var (line, headline) in rows)
            {
                _rows.Add(new CheckedRow(path, line, headline, allTest || headline.IsTest));
            }

            _files.Add(new CheckedFile(path, rows.Count, left, rows.Count(row => allTest || row.Headline.IsTest)));
        }
        catch (Exception e) when (e is TrainingDataException or IOException or UnauthorizedAccessException)
        {
            _findings.Add(FindingKind.UnreadableFile, () => e.Message);
            _files.Add(new CheckedFile(path, 0, left, 0));
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
            _findings.Add(defect, () => $"{row.Place}: {characters:N0} characters");
            row.Drop = defect switch
            {
                FindingKind.EmptyText => "no visible character",
                FindingKind.TooLong => $"{characters:N0} characters",
                _ => "control characters",
            };
            return;
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            _findings.Add(FindingKind.LostCharacters, () => row.Example);
        }

        Mend(row, FindingKind.Mojibake, TextRepair.MendEncoding(text));
        Mend(row, FindingKind.HtmlEscape, TextRepair.MendHtml(row.Headline.Text));
    }

    private void Mend(CheckedRow row, FindingKind kind, string mended)
    {
        if (mended == row.Headline.Text)
        {
            return;
        }

        _findings.Add(kind, () => row.Example);
        row.Headline = row.Headline with { Text = mended };
    }

    private void Summarize()
    {
        List<LabelTable> tables = [];
        List<Shortcut> shortcuts = [];
        foreach (
            var (task, labeled) in new[] { (ModelBundle.TopicTask, Topics()), (ModelBundle.ClickbaitTask, Baits()) }
        )
        {
            if (LabelTable.Of(task, labeled, _findings) is not { } table)
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

        Report = new DataReport(_files, _findings.All(), tables, shortcuts);
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

/// <summary>A row that a cleaned set does without.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Why">Why.</param>
/// <param name="Text">Its text; empty where it could not be read.</param>
public sealed record DroppedRow(string Path, long Line, string Why, string Text);
