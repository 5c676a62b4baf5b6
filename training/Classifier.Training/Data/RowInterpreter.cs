using System.Globalization;

namespace Classifier.Training.Data;

/// <summary>Converts raw rows to labeled headlines.</summary>
/// <param name="file">The file name, which is the source of rows that do not specify one.</param>
/// <param name="map">Maps labels to topics; <see langword="null"/> to use labels as they are.</param>
/// <param name="report">Receives the defect of each row that is not used.</param>
internal sealed class RowInterpreter(string file, LabelMap? map, Action<RowDefect> report)
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>Converts a row. The bait value is not scaled to grades yet.</summary>
    /// <returns>The headline; <see langword="null"/> if the row is not used.</returns>
    public LabeledHeadline? Interpret(RawRow row)
    {
        string Cell(HeadlineColumn column) => row.Columns.Cell(row.Cells, column);
        if (
            !TryReadNumber(row, HeadlineColumn.Bait, out var bait)
            || !TryReadNumber(row, HeadlineColumn.Grade, out var grade)
            || !TryReadNumber(row, HeadlineColumn.Weight, out var weight)
            || !TryReadDate(row, out var date)
            || !TryReadOrigin(row, out var origin)
            || !TryReadSplit(row, out var isHeldOut)
        )
        {
            return null;
        }

        if (bait is < 0 or > 3)
        {
            return ReportBadValue(row, HeadlineColumn.Bait, $"{Format(bait)} is not between 0 and 3.");
        }

        if (grade is < 0 or > 3)
        {
            return ReportBadValue(row, HeadlineColumn.Grade, $"{Format(grade)} is not between 0 and 3.");
        }

        if (weight <= 0)
        {
            return ReportBadValue(row, HeadlineColumn.Weight, $"{Format(weight)} is not greater than 0.");
        }

        var source = (Cell(HeadlineColumn.Source) is { Length: > 0 } named ? named : file).ToLowerInvariant();
        if (
            !TryReadTopics(row, HeadlineColumn.Topic, source, out var topics)
            || !TryReadTopics(row, HeadlineColumn.SecondTopic, source, out var second)
        )
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(Cell(HeadlineColumn.Text)))
        {
            return ReportUnusable(row, RowDefectKind.NoText, "the headline is missing.");
        }

        var hasNoTopic = topics.Length == 0 && Cell(HeadlineColumn.Topic) == Codebook.NoTopic;
        if (topics.Length == 0 && bait is null && grade is null && !hasNoTopic)
        {
            return ReportUnusable(row, RowDefectKind.NoLabel, "the label is missing.");
        }

        if (row.Columns.Has(HeadlineColumn.Quality) && Cell(HeadlineColumn.Quality) != "ok")
        {
            return ReportUnusable(
                row,
                RowDefectKind.NotOk,
                $"the quality is “{Cell(HeadlineColumn.Quality)}”, not “ok”."
            );
        }

        return new LabeledHeadline(
            Cell(HeadlineColumn.Text),
            topics.FirstOrDefault(),
            grade ?? bait,
            origin,
            source,
            (weight ?? 1) * (Cell(HeadlineColumn.Weak) == "weak" ? 0.5f : 1),
            isHeldOut,
            second.Concat(topics.Skip(1)).FirstOrDefault(),
            date
        )
        {
            OtherTopics = topics.Length > 1 ? topics[1..] : [],
            HasNoTopic = hasNoTopic,
        };
    }

    private bool TryReadTopics(RawRow row, HeadlineColumn column, string source, out string[] topics)
    {
        var found = new List<string>();
        topics = [];
        foreach (
            var cell in row
                .Columns.Cell(row.Cells, column)
                .Split(RawRows.TopicSeparator, StringSplitOptions.TrimEntries)
        )
        {
            var topic = cell is "" or "-" or Codebook.NoTopic ? null : Codebook.GetTopic(cell);
            if (topic is not null && map is not null && !map.TryMap(topic, source, out topic))
            {
                ReportBadValue(
                    row,
                    column,
                    $"“{cell}” is not in the labels map; add a line for it, with an empty topic for none."
                );
                return false;
            }

            if (topic is not null && !found.Contains(topic))
            {
                found.Add(topic);
            }
        }

        topics = [.. found];
        return true;
    }

    private bool TryReadNumber(RawRow row, HeadlineColumn column, out float? number)
    {
        number = null;
        var cell = row.Columns.Cell(row.Cells, column);
        if (cell.Length == 0)
        {
            return true;
        }

        var isValid =
            column == HeadlineColumn.Bait
                ? BaitLabel.TryParse(cell, out var parsed)
                : float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out parsed)
                    && float.IsFinite(parsed);
        if (!isValid)
        {
            return ReportBadValue(
                row,
                column,
                $"“{cell}” is not a number{(column == HeadlineColumn.Bait ? "; write 0 for news and 1 for bait, no and yes, or a grade 0 to 3" : "")}."
            )
                is not null;
        }

        number = parsed;
        return true;
    }

    private bool TryReadDate(RawRow row, out DateOnly? date)
    {
        date = null;
        var cell = row.Columns.Cell(row.Cells, HeadlineColumn.Date);
        if (cell.Length == 0)
        {
            return true;
        }

        if (!TryParseDate(cell, out var day))
        {
            return ReportBadValue(
                row,
                HeadlineColumn.Date,
                $"“{cell}” is not a date such as 2020-07-14, 2020-07 or 2020; change the format, or rename the column."
            )
                is not null;
        }

        date = day;
        return true;
    }

    /// <summary>Parses a day, optionally followed by a time, or a month or year, which counts as its first day.</summary>
    private static bool TryParseDate(string cell, out DateOnly date)
    {
        var day = cell.Length > 10 && (cell[10] is 'T' or ' ') ? cell.AsSpan(0, 10) : cell;
        return DateOnly.TryParseExact(day, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    private bool TryReadOrigin(RawRow row, out LabelOrigin origin)
    {
        var cell = row.Columns.Cell(row.Cells, HeadlineColumn.Origin);
        origin =
            cell == "source" || (cell.Length == 0 && row.Columns.HaveSourceLabels)
                ? LabelOrigin.Source
                : LabelOrigin.Reader;
        return cell is "" or "source" or "reader"
            || ReportBadValue(row, HeadlineColumn.Origin, $"“{cell}” is neither reader nor source.") is not null;
    }

    private bool TryReadSplit(RawRow row, out bool isHeldOut)
    {
        var cell = row.Columns.Cell(row.Cells, HeadlineColumn.Split);
        return SplitValue.TryParse(cell, out isHeldOut)
            || ReportBadValue(
                row,
                HeadlineColumn.Split,
                $"“{cell.Trim()}” is not a known split. Training rows: {SplitValue.Training}, or empty; held-out rows: {SplitValue.HeldOut}."
            )
                is not null;
    }

    private LabeledHeadline? ReportBadValue(RawRow row, HeadlineColumn column, string problem)
    {
        report(new RowDefect(RowDefectKind.BadValue, row.Line, $"column {row.Columns.NameOf(column)}", problem));
        return null;
    }

    private LabeledHeadline? ReportUnusable(RawRow row, RowDefectKind kind, string problem)
    {
        report(new RowDefect(kind, row.Line, null, problem));
        return null;
    }

    private static string Format(float? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
