using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Models;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>A file of labelled headlines: TSV (raw, without quoting), CSV or JSONL, plain or gzipped.</summary>
public static class LabelledFile
{
    /// <summary>The columns that are understood, for help texts.</summary>
    public const string Columns = """
        text|headline|title   the headline (needed)
        medtop|topic|label    its topic: an IPTC qcode, a three-letter code of the codebook, or a label of your own
        topic2                a second topic that is right as well; evaluate takes either
        weak                  "weak" halves a row's weight
        weight                how much a row counts
        bait|clickbait        0/1, or graded 0 to 3 (a file with any value over 1 is graded)
        quality               only rows with "ok" are used, where the column is there
        split                 rows with "test" are kept out of training and used by evaluate
        source|from|publisher where a row came from
        date                  when it was printed, as 2020-07-14, perhaps with a time
        """;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its usable rows in order: with a text, and a topic or a bait label.</returns>
    /// <exception cref="TrainingDataException">The file, a column or a value is wrong; the message names the place.</exception>
    public static IReadOnlyList<LabelledHeadline> Read(string path)
    {
        if (!File.Exists(path))
            throw new TrainingDataException($"{path}: there is no such file.");
        var name = Path.GetFileName(path);
        var isGzip = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var bare = isGzip ? name[..^3] : name;
        try
        {
            using var file = File.OpenRead(path);
            using var stream = isGzip ? Decompress(file) : (Stream)file;
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var rows = Path.GetExtension(bare).ToLowerInvariant() switch
            {
                ".tsv" => ReadTable(reader, path, CsvMode.NoEscape, '\t'),
                ".csv" => ReadTable(reader, path, CsvMode.Rfc4180, ','),
                ".jsonl" or ".ndjson" => ReadJsonLines(reader, path),
                _ => throw new TrainingDataException($"{path}: the name must end in .tsv, .csv or .jsonl, perhaps with .gz."),
            };
            return Interpret(path, Path.GetFileNameWithoutExtension(bare), rows);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or CsvFormatException)
        {
            throw new TrainingDataException($"{path}: not readable as UTF-8 {Path.GetExtension(bare)}"
                + $"{(isGzip ? " in gzip" : "")}: {e.Message.Split('\n')[0]}", e);
        }
    }

    /// <summary>A file's name and SHA-256, for a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many of its rows were used.</param>
    public static TrainingFile Describe(string path, long rows)
    {
        using var file = File.OpenRead(path);
        return new TrainingFile(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(file)), rows);
    }

    /// <summary>Decompresses a whole file. GZipStream takes a file that was cut off for a shorter one, so a mark is
    /// compressed behind it, which comes out again only if the file is whole.</summary>
    private static MemoryStream Decompress(Stream file)
    {
        var mark = "\0end of the file\0"u8;
        using var compressed = new MemoryStream();
        file.CopyTo(compressed);
        using (var end = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            end.Write(mark);
        compressed.Position = 0;
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        var text = new MemoryStream();
        gzip.CopyTo(text);
        if (!text.GetBuffer().AsSpan(0, (int)text.Length).EndsWith(mark))
            throw new InvalidDataException("the file is not whole; copy or compress it again.");
        text.SetLength(text.Length - mark.Length);
        text.Position = 0;
        return text;
    }

    private static List<(int Line, Dictionary<string, string> Cells)> ReadTable(
        TextReader reader, string path, CsvMode mode, char separator)
    {
        using var csv = CsvReader.Create(reader, new CsvReaderOptions
        {
            Mode = mode,
            Separator = separator,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        csv.ReadHeader();
        var header = csv.Headers.Select(cell => cell.Trim().ToLowerInvariant()).ToArray();
        if (header.Length == 0)
            throw new TrainingDataException($"{path}: the file is empty; its first line must name the columns.");
        if (header.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new TrainingDataException($"{path}, line 1: “{twice}” occurs twice; rename or drop one of the columns.");
        var rows = new List<(int, Dictionary<string, string>)>();
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            if (csv.FieldCount != header.Length)
            {
                throw new TrainingDataException($"{path}, line {line}: {csv.FieldCount} columns where the header has "
                    + $"{header.Length}.");
            }

            var cells = new Dictionary<string, string>(header.Length, StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++)
                cells[header[i]] = csv.GetString(i);
            rows.Add((line, cells));
        }

        return rows;
    }

    private static List<(int Line, Dictionary<string, string> Cells)> ReadJsonLines(TextReader reader, string path)
    {
        var rows = new List<(int, Dictionary<string, string>)>();
        var line = 0;
        while (reader.ReadLine() is { } json)
        {
            line++;
            if (string.IsNullOrWhiteSpace(json))
                continue;
            try
            {
                using var document = JsonDocument.Parse(json);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                    throw new TrainingDataException($"{path}, line {line}: not a JSON object.");
                var cells = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    if (!cells.TryAdd(property.Name.ToLowerInvariant(), property.Value.ToString()))
                        throw new TrainingDataException($"{path}, line {line}: “{property.Name.ToLowerInvariant()}” occurs twice.");
                }

                rows.Add((line, cells));
            }
            catch (JsonException e)
            {
                throw new TrainingDataException($"{path}, line {line}, byte {e.BytePositionInLine + 1}: not JSON: {e.Message.Split(" LineNumber:")[0]}", e);
            }
        }

        return rows;
    }

    private static List<LabelledHeadline> Interpret(
        string path, string file, List<(int Line, Dictionary<string, string> Cells)> rows)
    {
        if (rows.Count == 0)
            throw new TrainingDataException($"{path}: there are no rows.");
        // Rows of JSON need not all have the same columns.
        string[] columns = [.. rows.SelectMany(row => row.Cells.Keys).Distinct()];
        string? Column(params string[] names) => names.FirstOrDefault(columns.Contains);
        var text = Column("text", "headline", "title")
            ?? throw new TrainingDataException($"{path}: no column text, headline or title; there are: {string.Join(", ", columns)}.");
        var topic = Column("medtop", "topic", "label");
        var bait = Column("bait", "clickbait");
        if (topic is null && bait is null)
            throw new TrainingDataException($"{path}: no column with labels (medtop, topic, label, bait or clickbait).");
        var source = Column("source", "from", "publisher");

        // Where a category or a publisher stands for the label, nobody read the single headline.
        var origin = columns.Contains("medtop") || columns.Contains("publisher") ? LabelOrigin.Source : LabelOrigin.Reader;
        var baits = rows.Select(row => bait is null ? null : Number(path, row.Line, bait, Cell(row.Cells, bait))).ToArray();
        var graded = baits.Any(value => value > 1);
        var headlines = new List<LabelledHeadline>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var (line, cells) = rows[i];
            var label = topic is null ? null : Label(Cell(cells, topic));
            if (baits[i] is < 0 or > 3)
                throw new TrainingDataException($"{path}, line {line}, column {bait}: {baits[i]} is not between 0 and 3.");
            var headline = Cell(cells, text);
            if (string.IsNullOrWhiteSpace(headline) || (label is null && baits[i] is null)
                || (cells.TryGetValue("quality", out var quality) && quality != "ok"))
            {
                continue;
            }

            var weight = cells.TryGetValue("weight", out var given) ? Number(path, line, "weight", given) ?? 1 : 1;
            if (weight <= 0)
                throw new TrainingDataException($"{path}, line {line}, column weight: {weight} is not over 0.");
            weight *= cells.TryGetValue("weak", out var weak) && weak == "weak" ? 0.5f : 1;
            headlines.Add(new LabelledHeadline(headline, label, graded ? baits[i] : baits[i] * 3,
                origin, (source is null || Cell(cells, source).Length == 0 ? file : cells[source]).ToLowerInvariant(), weight,
                cells.TryGetValue("split", out var split) && split == "test",
                cells.TryGetValue("topic2", out var second) ? Label(second) : null,
                cells.TryGetValue("date", out var date) ? Day(path, line, date) : null));
        }

        return headlines;
    }

    private static string Cell(Dictionary<string, string> cells, string column) => cells.GetValueOrDefault(column, "");

    private static string? Label(string cell)
    {
        var label = cell.Trim();
        return label is "" or "-" or "unk" ? null : Codebook.TopicOf(label);
    }

    private static DateOnly? Day(string path, int line, string cell) =>
        cell.Length == 0 ? null
        : (cell.Length == 10 || (cell.Length > 10 && cell[10] is 'T' or ' '))
            && DateOnly.TryParseExact(cell.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new TrainingDataException($"{path}, line {line}, column date: “{cell}” is not a date as 2020-07-14; "
            + "write it so, or give the column another name.");

    private static float? Number(string path, int line, string column, string cell) =>
        cell.Length == 0 ? null
        : float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number
        : throw new TrainingDataException($"{path}, line {line}, column {column}: “{cell}” is not a number.");
}
