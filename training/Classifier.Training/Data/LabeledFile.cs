using System.Security.Cryptography;
using Classifier.Models;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>A file of labeled headlines: TSV (raw, without quoting), CSV or JSONL, plain or gzipped. It is read row by row;
/// beside its bytes only what is known of each headline is kept.</summary>
public static class LabeledFile
{
    /// <summary>The columns that are understood, for help texts.</summary>
    public const string Columns = """
        text|headline|title   the headline (needed)
        medtop|topic|label|category
                              its topic: an IPTC qcode, a three-letter code of the codebook, or a label of your own; several
                              as a|b, or in JSON as an array: the first is the main one, a row is learned from in equal parts
        topic2                a second topic that is right as well; evaluate takes either, it is not learned from
        weak                  "weak" halves a row's weight
        weight                how much a row counts
        bait|clickbait        0/1, or graded 0 to 3 (a file with any value over 1 is graded)
        grade                 the same, graded 0 to 3 whatever its values are
        quality               only rows with "ok" are used, where the column is there
        split                 rows with "test" are kept out of training and used by evaluate
        source|from|publisher where a row came from
        origin                who labeled the row: "reader" if someone read the headline, "source" if a feed's category or a
                              publisher's habit is the label; left out: source where there is a column medtop or publisher
        date                  when it was printed, as 2020-07-14, perhaps with a time
        """;

    /// <summary>Reads a file, and refuses it for the first row that is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its usable rows in order: with a text, and a topic or a bait label.</returns>
    /// <exception cref="TrainingDataException">The file, a column or a value is wrong; the message names the place.</exception>
    public static IReadOnlyList<LabeledHeadline> Read(string path) => Read(path, null);

    /// <summary>Reads a file whose labels are joined to topics by a map.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IReadOnlyList<LabeledHeadline> Read(string path, LabelMap? map)
    {
        var rows = Examine(
            path,
            map,
            defect =>
            {
                if (defect.IsError)
                {
                    throw new TrainingDataException(defect.In(path));
                }
            }
        );
        return [.. rows.Select(row => row.Headline)];
    }

    /// <summary>Reads a file and leaves out what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="map">Joins labels to topics; null to take labels as they are.</param>
    /// <param name="report">Is told of each row that is left out, and why.</param>
    /// <returns>The usable rows in order, each with its line.</returns>
    /// <exception cref="TrainingDataException">The file as a whole cannot be read.</exception>
    public static IReadOnlyList<(int Line, LabeledHeadline Headline)> Examine(
        string path,
        LabelMap? map,
        Action<RowDefect> report
    )
    {
        var interpreter = new RowInterpreter(Path.GetFileNameWithoutExtension(FileBytes.BareName(path)), map, report);
        var headlines = new List<(int Line, LabeledHeadline Headline)>();
        var header = new HashSet<string>();
        HeadlineColumns? seen = null;
        var (rows, hasText, hasLabel, isGraded) = (0, false, false, false);
        foreach (var row in Rows(path, report))
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
            throw new TrainingDataException($"{path}: there are no rows.");
        }

        if (!hasText)
        {
            throw new TrainingDataException(
                $"{path}: no column text, headline or title; there are: {string.Join(", ", header)}."
            );
        }

        if (!hasLabel)
        {
            throw new TrainingDataException(
                $"{path}: no column with labels (medtop, topic, label, category, bait, clickbait or grade); there are: {string.Join(", ", header)}."
            );
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

    /// <summary>The headlines of a file, whether they have labels or not.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Each headline, and whether someone read it to label it.</returns>
    /// <exception cref="TrainingDataException">The file or a row is wrong; the message names the place.</exception>
    public static IEnumerable<(string Text, bool IsRead)> Headlines(string path) =>
        Rows(
                path,
                defect =>
                {
                    if (defect.IsError)
                    {
                        throw new TrainingDataException(defect.In(path));
                    }
                }
            )
            .Select(row => (row.Columns.Cell(row.Cells, HeadlineColumn.Text), !row.Columns.AreOfSource))
            .Where(headline => !string.IsNullOrWhiteSpace(headline.Item1));

    /// <summary>A file's name and SHA-256, for a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many of its rows were used.</param>
    public static TrainingFile Describe(string path, long rows)
    {
        using var file = File.OpenRead(path);
        return new TrainingFile(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(file)), rows);
    }

    /// <summary>The rows of a file as they stand, but for those that are broken or not UTF-8.</summary>
    internal static IEnumerable<RawRow> Rows(string path, Action<RowDefect> report)
    {
        var bytes = FileBytes.Read(path);
        var broken = new HashSet<long>();
        foreach (var defect in FileBytes.NotUtf8(bytes))
        {
            report(defect);
            broken.Add(defect.Line);
        }

        using var reader = FileBytes.Reader(bytes);
        var rows = Path.GetExtension(FileBytes.BareName(path)).ToLowerInvariant() switch
        {
            ".tsv" => RawRows.Table(reader, path, CsvMode.NoEscape, '\t', report),
            ".csv" => RawRows.Table(reader, path, CsvMode.Rfc4180, FileBytes.Separator(bytes), report),
            ".jsonl" or ".ndjson" => RawRows.JsonLines(reader, report),
            _ => throw new TrainingDataException(
                $"{path}: the name must end in .tsv, .csv or .jsonl, perhaps with .gz."
            ),
        };
        foreach (var row in rows)
        {
            if (!broken.Contains(row.Line))
            {
                yield return row;
            }
        }
    }
}
