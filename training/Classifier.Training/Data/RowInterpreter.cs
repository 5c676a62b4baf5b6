using System.Globalization;

namespace Classifier.Training.Data;

/// <summary>Makes labeled headlines of rows.</summary>
/// <param name="file">The file's name, which is the source of rows that name none.</param>
/// <param name="map">Joins labels to topics; null to take labels as they are.</param>
/// <param name="report">Is told of rows that are not used, and why.</param>
internal sealed class RowInterpreter(string file, LabelMap? map, Action<RowDefect> report)
{
    /// <summary>Makes a headline of a row; null when the row is not used. Bait is as it stands in the row.</summary>
    public LabeledHeadline? Interpret(RawRow row)
    {
        string Cell(HeadlineColumn column) => row.Columns.Cell(row.Cells, column);
        if (
            !TryNumber(row, HeadlineColumn.Bait, out var bait)
            || !TryNumber(row, HeadlineColumn.Grade, out var grade)
            || !TryNumber(row, HeadlineColumn.Weight, out var weight)
            || !TryDate(row, out var date)
            || !TryOrigin(row, out var origin)
        )
        {
            return null;
        }

        if (bait is < 0 or > 3)
        {
            return Bad(row, HeadlineColumn.Bait, $"{Text(bait)} is not between 0 and 3.");
        }

        if (grade is < 0 or > 3)
        {
            return Bad(row, HeadlineColumn.Grade, $"{Text(grade)} is not between 0 and 3.");
        }

        if (weight <= 0)
        {
            return Bad(row, HeadlineColumn.Weight, $"{Text(weight)} is not over 0.");
        }

        var source = (Cell(HeadlineColumn.Source) is { Length: > 0 } named ? named : file).ToLowerInvariant();
        if (
            !TryTopics(row, HeadlineColumn.Topic, source, out var topics)
            || !TryTopics(row, HeadlineColumn.SecondTopic, source, out var second)
        )
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(Cell(HeadlineColumn.Text)))
        {
            return Unused(row, RowDefectKind.NoText, "there is no headline.");
        }

        if (topics.Length == 0 && bait is null && grade is null)
        {
            return Unused(row, RowDefectKind.NoLabel, "there is no label.");
        }

        if (row.Columns.Has(HeadlineColumn.Quality) && Cell(HeadlineColumn.Quality) != "ok")
        {
            return Unused(row, RowDefectKind.NotOk, $"its quality is “{Cell(HeadlineColumn.Quality)}”, not “ok”.");
        }

        return new LabeledHeadline(
            Cell(HeadlineColumn.Text),
            topics.FirstOrDefault(),
            grade ?? bait,
            origin,
            source,
            (weight ?? 1) * (Cell(HeadlineColumn.Weak) == "weak" ? 0.5f : 1),
            Cell(HeadlineColumn.Split) == "test",
            second.Concat(topics.Skip(1)).FirstOrDefault(),
            date
        )
        {
            OtherTopics = topics.Length > 1 ? topics[1..] : [],
        };
    }

    private bool TryTopics(RawRow row, HeadlineColumn column, string source, out string[] topics)
    {
        var found = new List<string>();
        topics = [];
        foreach (
            var cell in row
                .Columns.Cell(row.Cells, column)
                .Split(RawRows.TopicSeparator, StringSplitOptions.TrimEntries)
        )
        {
            var topic = cell is "" or "-" or "unk" ? null : Codebook.TopicOf(cell);
            if (topic is not null && map is not null && !map.TryMap(topic, source, out topic))
            {
                Bad(
                    row,
                    column,
                    $"“{cell}” is not among the labels of the map; add a line for it, with an empty topic for none."
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

    private bool TryNumber(RawRow row, HeadlineColumn column, out float? number)
    {
        number = null;
        var cell = row.Columns.Cell(row.Cells, column);
        if (cell.Length == 0)
        {
            return true;
        }

        if (
            !float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
            || !float.IsFinite(parsed)
        )
        {
            return Bad(
                row,
                column,
                $"“{cell}” is not a number{(column == HeadlineColumn.Bait ? "; write 0 for news and 1 for bait, or a grade 0 to 3" : "")}."
            )
                is not null;
        }

        number = parsed;
        return true;
    }

    private bool TryDate(RawRow row, out DateOnly? date)
    {
        date = null;
        var cell = row.Columns.Cell(row.Cells, HeadlineColumn.Date);
        if (cell.Length == 0)
        {
            return true;
        }

        if (
            (cell.Length != 10 && (cell.Length < 11 || cell[10] is not ('T' or ' ')))
            || !DateOnly.TryParseExact(
                cell.AsSpan(0, 10),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return Bad(
                row,
                HeadlineColumn.Date,
                $"“{cell}” is not a date as 2020-07-14; write it so, or give the column another name."
            )
                is not null;
        }

        date = day;
        return true;
    }

    private bool TryOrigin(RawRow row, out LabelOrigin origin)
    {
        var cell = row.Columns.Cell(row.Cells, HeadlineColumn.Origin);
        origin =
            cell == "source" || (cell.Length == 0 && row.Columns.AreOfSource) ? LabelOrigin.Source : LabelOrigin.Reader;
        return cell is "" or "source" or "reader"
            || Bad(row, HeadlineColumn.Origin, $"“{cell}” is neither reader nor source.") is not null;
    }

    private LabeledHeadline? Bad(RawRow row, HeadlineColumn column, string problem)
    {
        report(new RowDefect(RowDefectKind.BadValue, row.Line, $"column {row.Columns.NameOf(column)}", problem));
        return null;
    }

    private LabeledHeadline? Unused(RawRow row, RowDefectKind kind, string problem)
    {
        report(new RowDefect(kind, row.Line, null, problem));
        return null;
    }

    private static string Text(float? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
