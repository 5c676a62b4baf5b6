using System.IO.Compression;
using System.Text;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class LabeledInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.json", """[{"text": "Rain", "topic": "wea"},""" + "\n" + """ {"title": "Goal", "topic": "spo"}]""")]
    [InlineData("a.json", """{"text": "Rain", "topic": "wea"}""" + "\n" + """{"text": "Goal", "topic": "spo"}""")]
    [InlineData("a.txt", "text\ttopic\nRain\twea\nGoal\tspo\n")]
    [InlineData("a.txt", "text,topic\nRain,wea\nGoal,spo\n")]
    [InlineData("a.csv", "text;topic\nRain;wea\nGoal;spo\n")]
    public void The_format_is_detected(string name, string content) =>
        Assert.Equal(
            [("Rain", "medtop:17000000"), ("Goal", "medtop:15000000")],
            LabeledFile.Read(_folder.Write(name, content)).Select(headline => (headline.Text, headline.Topic!))
        );

    [Fact]
    public void Errors_in_a_JSON_array_have_the_line_of_their_element()
    {
        var path = _folder.Write(
            "a.json",
            "[\n{\"text\": \"Rain\", \"bait\": 0},\n\n{\"text\": \"Hail\", \"bait\": 7}\n]"
        );
        var exception = Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path));
        Assert.Contains("line 4, column bait", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 3)]
    [InlineData("False", 0)]
    [InlineData("YES", 3)]
    [InlineData("no", 0)]
    public void Words_are_clickbait_labels(string cell, float expected) =>
        Assert.Equal(expected, LabeledFile.Read(_folder.Write("a.tsv", $"text\tbait\nRain\t{cell}\n"))[0].Bait);

    [Fact]
    public void JSON_booleans_are_clickbait_labels()
    {
        var path = _folder.Write(
            "a.jsonl",
            """{"text": "Rain", "clickbait": false}""" + "\n" + """{"text": "Wow", "clickbait": true}"""
        );
        Assert.Equal([0, 3], LabeledFile.Read(path).Select(headline => headline.Bait!.Value));
    }

    [Fact]
    public void Columns_delimiter_and_encoding_can_be_specified()
    {
        var path = _folder.Of("a.csv");
        File.WriteAllText(path, "id|Überschrift|Rubrik\n1|Café|food\n", Encoding.Latin1);
        var options = new LabeledInputOptions
        {
            TextColumn = "überschrift",
            LabelColumn = "RUBRIK",
            Encoding = Encoding.Latin1,
            Delimiter = '|',
        };
        var headline = Assert.Single(LabeledFile.Read(new LabeledInput(path, options)));
        Assert.Equal(("Café", "food"), (headline.Text, headline.Topic));
    }

    [Theory]
    [InlineData("yes", null, 3f, null)]
    [InlineData("1", ModelBundle.TopicTask, null, "1")]
    [InlineData("1", null, 3f, null)]
    [InlineData("sport", null, null, "sport")]
    public void A_specified_label_column_has_the_task_of_its_labels(
        string label,
        string? task,
        float? bait,
        string? topic
    )
    {
        var path = _folder.Write("a.csv", $"text,class\nRain,{label}\n");
        var options = new LabeledInputOptions { LabelColumn = "class", LabelTask = task };
        var headline = Assert.Single(LabeledFile.Read(new LabeledInput(path, options)));
        Assert.Equal((bait, topic), (headline.Bait, headline.Topic));
    }

    [Fact]
    public void All_suitable_members_of_a_zip_archive_are_read()
    {
        var path = _folder.Of("a.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Write(archive, "data/b.csv", "text,bait\nRain,0\n");
            Write(archive, "data/c.jsonl", """{"text": "Wow", "bait": 1}""");
            Write(archive, "readme.md", "not data");
        }

        var inputs = LabeledInput.Open([path], LabeledInputOptions.Default);
        Assert.Equal([$"{path}/data/b.csv", $"{path}/data/c.jsonl"], inputs.Select(input => input.Path));
        Assert.Equal(["Rain", "Wow"], inputs.SelectMany(LabeledFile.Read).Select(headline => headline.Text));
        Assert.Equal(("c.jsonl", 1), (inputs[1].Describe(1).Name, inputs[1].Describe(1).Rows));
        Assert.Equal(64, inputs[1].Describe(1).Sha256.Length);
    }

    [Theory]
    [InlineData("a.zip", "no archive", "zip archive is truncated or corrupt")]
    [InlineData("a.csv.gz", "no gzip", "gzip file is truncated or corrupt")]
    [InlineData("a.txt", "Rain on the coast\nGoal\n", "one headline per line has no labels")]
    [InlineData("a.txt", "__label__x Rain\n", "import fasttext")]
    [InlineData("a.docx", "x", "--input-format")]
    [InlineData("a.csv", "a,topic\nRain,wea\n", "--text-column")]
    [InlineData("a.csv", "text,b\nRain,wea\n", "--label-column")]
    [InlineData("a.json", "[{\"text\":", "JSON is not valid")]
    [InlineData("a.jsonl", "{\"text\": \"\\ud800\", \"bait\": 0}", "not valid Unicode")]
    public void What_cannot_be_read_is_described(string name, string content, string expected)
    {
        var path = _folder.WriteRaw(name, Encoding.UTF8.GetBytes(content));
        var exception = Assert.Throws<TrainingDataException>(() =>
            LabeledInput.Open([path], LabeledInputOptions.Default).SelectMany(LabeledFile.Read).ToList()
        );
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_in_other_encodings_suggest_the_option()
    {
        var path = _folder.Of("a.csv");
        File.WriteAllText(path, "text,bait\nRain’s,0\n", Encoding.Unicode);
        Assert.Contains(
            "--encoding utf-16",
            Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path)).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(path, "text,bait\nCafé,0\n", Encoding.Latin1);
        Assert.Contains(
            "--encoding windows-1252",
            Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Quotes_in_unquoted_cells_are_text_and_reported()
    {
        var path = _folder.Write("a.csv", "text,bait\nThe 6\" pipe,0\n\"Big\" news,1\n\"Rain, hail\",0\n");
        var defects = new List<RowDefect>();
        var rows = LabeledFile.ReadValidRows(path, null, defects.Add);
        Assert.Equal(["The 6\" pipe", "Big news", "Rain, hail"], rows.Select(row => row.Headline.Text));
        Assert.Equal(
            [(2L, RowDefectKind.LiteralQuotes), (3L, RowDefectKind.LiteralQuotes)],
            defects.Select(defect => (defect.Line, defect.Kind))
        );
        Assert.Equal(3, LabeledFile.Read(path).Count);
    }

    private static void Write(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(content);
    }
}
