using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>Reads files of labeled headlines: TSV (without quoting), CSV, JSONL, or a JSON array, plain or gzipped.</summary>
public static class LabeledFile
{
    /// <summary>A description of the supported columns, for help texts.</summary>
    public const string Columns = """
        text|headline|title   the headline (required)
        medtop|topic|label|category
                              the topic: an IPTC qcode or name, a three-letter code, or a custom label; several topics as a|b, or as an
                              array in JSON, with the main topic first; training divides the row's weight among them
        topic2                a second acceptable topic; evaluate accepts either, training does not use it
        weak                  "weak" halves the weight of the row
        weight                the weight of the row, 1 by default
        bait|clickbait        0 or 1, no or yes, false or true, or a grade from 0 to 3 (values are grades if the file contains any value above 1)
        grade                 a grade from 0 to 3, regardless of the other values in the file
        quality               if present, only rows with "ok" are used
        split                 rows with test, dev, validation, val, holdout, or eval (in any case) are held out of training and
                              used to measure models; train, or an empty cell, marks training rows; other values are errors
        source|from|publisher where the row comes from
        origin                who labeled the row: "reader" for someone who read the headline, "source" if the label follows from
                              the feed or publisher; defaults to source if there is a column medtop or publisher
        date                  the publication date as 2020-07-14, optionally followed by a time; 2020-07 and 2020 count as their
                              first day
        """;

    /// <summary>Reads a file and rejects it at the first invalid row.</summary>
    /// <param name="input">The file.</param>
    /// <returns>The usable rows in order: those with a text, and a topic or a bait label.</returns>
    /// <exception cref="TrainingDataException">The file, a column, or a value is invalid; the message contains the
    /// location.</exception>
    public static IReadOnlyList<LabeledHeadline> Read(LabeledInput input) => Read(input, null);

    /// <summary>Reads a file and maps its labels to topics. Rejects the file at the first invalid row.</summary>
    /// <inheritdoc cref="Read(LabeledInput)"/>
    internal static IReadOnlyList<LabeledHeadline> Read(LabeledInput input, LabelMap? map) => Read(input, map, null);

    /// <inheritdoc cref="Read(LabeledInput, LabelMap?)"/>
    /// <param name="input">The file.</param>
    /// <param name="map">Maps labels to topics; <see langword="null"/> to use labels as they are.</param>
    /// <param name="notify">Receives decisions about the columns of the file; <see langword="null"/> to ignore them.</param>
    internal static IReadOnlyList<LabeledHeadline> Read(LabeledInput input, LabelMap? map, Action<FileNotice>? notify)
    {
        var rows = ReadValidRows(input, map, defect => ThrowIfError(defect, input), notify);
        return [.. rows.Select(row => row.Headline)];
    }

    /// <summary>Reads the valid rows of a file and reports the others.</summary>
    /// <param name="input">The file.</param>
    /// <param name="map">Maps labels to topics; <see langword="null"/> to use labels as they are.</param>
    /// <param name="report">Receives the defect of each row that is skipped.</param>
    /// <param name="notify">Receives decisions about the columns of the file; <see langword="null"/> to ignore them.</param>
    /// <returns>The usable rows in order, with their line numbers.</returns>
    /// <exception cref="TrainingDataException">The whole file cannot be read.</exception>
    public static IReadOnlyList<(int Line, LabeledHeadline Headline)> ReadValidRows(
        LabeledInput input,
        LabelMap? map,
        Action<RowDefect> report,
        Action<FileNotice>? notify = null
    )
    {
        var interpreter = new RowInterpreter(input.Name, map, report);
        var headlines = new List<(int Line, LabeledHeadline Headline)>();
        var header = new HashSet<string>();
        HeadlineColumns? seen = null;
        var (rows, hasText, hasLabel, isGraded) = (0, false, false, false);
        var (hasBait, hasOnlyLabelColumn) = (false, true);
        var ambiguities = new HashSet<string>();
        foreach (var row in ReadRawRows(input, report))
        {
            rows++;
            if (row.Columns != seen)
            {
                seen = row.Columns;
                header.UnionWith(seen.Header);
                hasText |= seen.Has(HeadlineColumn.Text);
                hasLabel |=
                    seen.Has(HeadlineColumn.Topic) || seen.Has(HeadlineColumn.Bait) || seen.Has(HeadlineColumn.Grade);
                isGraded |= seen.Has(HeadlineColumn.Grade);
                hasBait |= seen.Has(HeadlineColumn.Bait) || seen.Has(HeadlineColumn.Grade);
                hasOnlyLabelColumn &= seen.IsTopicColumnNamed("label");
                if (
                    input.Options.LabelColumn is null
                    && seen.DescribeAmbiguity() is { } ambiguity
                    && ambiguities.Add(ambiguity)
                )
                {
                    notify?.Invoke(new FileNotice(FileNoticeKind.AmbiguousColumns, ambiguity));
                }
            }

            if (interpreter.Interpret(row) is not { } headline)
            {
                continue;
            }

            isGraded |= headline.Bait > 1;
            headlines.Add((row.Line, headline));
        }

        if (rows == 0)
        {
            throw new TrainingDataException($"{input}: the file contains no rows.");
        }

        if (!hasText)
        {
            throw new TrainingDataException(
                $"{input}: the column {input.Options.TextColumn ?? "text, headline, or title"} is missing; the columns are: {string.Join(", ", header)}. Name the column of the headlines with --text-column."
            );
        }

        if (!hasLabel)
        {
            throw new TrainingDataException(
                $"{input}: a column with labels ({input.Options.LabelColumn ?? "medtop, topic, label, category, bait, clickbait, or grade"}) is missing; the columns are: {string.Join(", ", header)}. Name the column of the labels with --label-column."
            );
        }

        if (map is null && input.Options.LabelColumn is null && !hasBait && hasOnlyLabelColumn && AreBinary(headlines))
        {
            notify?.Invoke(
                new FileNotice(
                    FileNoticeKind.BinaryLabels,
                    "The column label contains only 0 and 1 (or no and yes), so it is read as clickbait (1 is clickbait, 0 is not). "
                        + "Rename the column to topic if these are topics."
                )
            );
            headlines =
            [
                .. headlines.Select(row =>
                    (
                        row.Line,
                        row.Headline with
                        {
                            Topic = null,
                            Bait = BaitLabel.TryParse(row.Headline.Topic!, out var bait) ? bait : null,
                        }
                    )
                ),
            ];
        }

        for (var i = 0; i < headlines.Count && !isGraded; i++)
        {
            if (headlines[i].Headline is { Bait: > 0 } yes)
            {
                headlines[i] = (headlines[i].Line, yes with { Bait = yes.Bait * 3 });
            }
        }

        return headlines;
    }

    private static bool AreBinary(List<(int Line, LabeledHeadline Headline)> rows) =>
        rows.Count > 0
        && rows.TrueForAll(row =>
            row.Headline is { Topic: { } label, SecondTopic: null, Bait: null, OtherTopics.Count: 0 }
            && BaitLabel.TryParse(label, out var bait)
            && (bait is 0 or 1)
        );

    /// <summary>Reads the headlines of a file, with or without labels.</summary>
    /// <param name="input">The file.</param>
    /// <returns>Each headline, and a value indicating whether someone read it to label it.</returns>
    /// <exception cref="TrainingDataException">The file or a row is invalid; the message contains the location.</exception>
    public static IEnumerable<(string Text, bool IsRead)> ReadTexts(LabeledInput input) =>
        ReadRawRows(input, defect => ThrowIfError(defect, input))
            .Select(row => (row.Columns.Cell(row.Cells, HeadlineColumn.Text), !row.Columns.HaveSourceLabels))
            .Where(headline => !string.IsNullOrWhiteSpace(headline.Item1));

    /// <summary>Reads the rows of a file without interpreting them. Reports and skips malformed rows and invalid UTF-8.</summary>
    internal static IEnumerable<RawRow> ReadRawRows(LabeledInput input, Action<RowDefect> report)
    {
        var bytes = input.ReadText();
        var broken = new HashSet<long>();
        foreach (var defect in FileBytes.FindInvalidUtf8(bytes))
        {
            report(defect);
            broken.Add(defect.Line);
        }

        input = input.WithLabelTask(bytes);
        foreach (var row in ReadRawRows(input, bytes, report))
        {
            if (!broken.Contains(row.Line))
            {
                yield return row;
            }
        }
    }

    /// <summary>Reads the rows of content that is already in memory.</summary>
    internal static IEnumerable<RawRow> ReadRawRows(
        LabeledInput input,
        ReadOnlyMemory<byte> bytes,
        Action<RowDefect> report
    )
    {
        var format = input.Options.Format ?? LabeledFormats.Detect(input, bytes);
        if (format == LabeledFormat.Json)
        {
            return RawRows.ReadJsonArray(bytes, input.Options, report);
        }

        var reader = FileBytes.OpenReader(bytes);
        return format switch
        {
            LabeledFormat.Tsv => RawRows.ReadTable(
                reader,
                input,
                CsvMode.NoEscape,
                input.Options.Delimiter ?? '\t',
                report
            ),
            LabeledFormat.Csv => RawRows.ReadTable(
                reader,
                input,
                CsvMode.Rfc4180,
                input.Options.Delimiter ?? CsvSeparator.Detect(bytes.Span),
                report
            ),
            _ => RawRows.ReadJsonLines(reader, input.Options, report),
        };
    }

    private static void ThrowIfError(RowDefect defect, LabeledInput input)
    {
        if (defect.IsError)
        {
            throw new TrainingDataException(defect.ToMessage(input.Path));
        }
    }
}
