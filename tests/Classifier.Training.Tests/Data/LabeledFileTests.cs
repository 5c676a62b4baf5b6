using System.Globalization;
using System.Text;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class LabeledFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.tsv", "text\ttopic\tbait\nSnow \"closes\" pass, twice\twea\t0\n")]
    [InlineData("a.TSV", "text\ttopic\tbait\r\nSnow \"closes\" pass, twice\twea\t0\r\n")]
    [InlineData("a.tsv.gz", "text\ttopic\tbait\nSnow \"closes\" pass, twice\twea\t0")]
    [InlineData("a.csv", "text,topic,bait\n\"Snow \"\"closes\"\" pass, twice\",wea,0\n")]
    [InlineData("a.csv", "\uFEFFtext;topic;bait\r\n\"Snow \"\"closes\"\" pass, twice\";wea;0\r\n")]
    [InlineData("a.csv", "text\ttopic\tbait\n\"Snow \"\"closes\"\" pass, twice\"\twea\t0\n")]
    [InlineData("a.csv.gz", "\uFEFFText,Topic,Bait\r\n\"Snow \"\"closes\"\" pass, twice\",wea,0\r\n")]
    [InlineData("a.jsonl", "{\"text\":\"Snow \\\"closes\\\" pass, twice\",\"topic\":\"wea\",\"bait\":0}\n\n")]
    [InlineData("a.ndjson", "{\"Text\":\"Snow \\\"closes\\\" pass, twice\",\"Topic\":\"wea\",\"Bait\":\"0\"}")]
    [InlineData(
        "a.jsonl.gz",
        "{\"bait\":0.0,\"topic\":\"wea\",\"other\":null,\"text\":\"Snow \\\"closes\\\" pass, twice\"}\n"
    )]
    public void Every_format_can_be_read(string name, string content) =>
        Assert.Equal(
            new LabeledHeadline("Snow \"closes\" pass, twice", "medtop:17000000", 0, LabelOrigin.Reader, "a", 1, false),
            Assert.Single(LabeledFile.Read(_folder.Write(name, content)))
        );

    [Theory]
    [InlineData("text")]
    [InlineData("headline")]
    [InlineData("title")]
    [InlineData("HEADLINE ")]
    public void The_headline_column_has_several_names(string column) =>
        Assert.Equal("Rain", Assert.Single(ReadTsv($"{column}\ttopic\nRain\twea\n")).Text);

    [Theory]
    [InlineData("medtop", "medtop:17000000", "medtop:17000000", LabelOrigin.Source)]
    [InlineData("topic", "wea", "medtop:17000000", LabelOrigin.Reader)]
    [InlineData("topic", " ace ", "medtop:01000000", LabelOrigin.Reader)]
    [InlineData("label", "gardening", "gardening", LabelOrigin.Reader)]
    public void The_topic_column_has_several_names_and_accepts_codes(
        string column,
        string cell,
        string expected,
        LabelOrigin origin
    )
    {
        var headline = Assert.Single(ReadTsv($"text\t{column}\nRain\t{cell}\n"));
        Assert.Equal(expected, headline.Topic);
        Assert.Equal(origin, headline.Origin);
        Assert.Null(headline.Bait);
    }

    [Fact]
    public void All_seventeen_topic_codes_are_mapped() =>
        Assert.Equal(
            Enumerable.Range(1, 17).Select(number => $"medtop:{number:00}000000"),
            ReadTsv(
                    "text\ttopic\n"
                        + string.Concat(
                            "ace clj dis ebf edu env hth hum lab lif pol rel sci soc spo war wea"
                                .Split(' ')
                                .Select(code => $"Headline\t{code}\n")
                        )
                )
                .Select(headline => headline.Topic!)
        );

    [Theory]
    [InlineData("-")]
    [InlineData("")]
    public void A_headline_without_a_topic_can_have_a_bait_label(string topic)
    {
        var headline = Assert.Single(ReadTsv($"text\ttopic\tbait\nRain\t{topic}\t1\nSnow\t{topic}\t\n"));
        Assert.Null(headline.Topic);
        Assert.Equal(3f, headline.Bait);
    }

    [Fact]
    public void A_headline_of_unknown_topic_needs_no_other_label()
    {
        var headlines = ReadTsv("text\ttopic\tbait\nPhotos of the day\tunk\t1\nMore to come\tunk\t\nRain\twea\t\n");

        Assert.Equal([true, true, false], headlines.Select(headline => headline.HasNoTopic));
        Assert.Equal([null, null, "medtop:17000000"], headlines.Select(headline => headline.Topic));
        Assert.Equal([3f, null, null], headlines.Select(headline => headline.Bait));
    }

    [Theory]
    [InlineData("bait", new[] { "0", "1" }, new[] { 0f, 3f })]
    [InlineData("clickbait", new[] { "1", "0" }, new[] { 3f, 0f })]
    [InlineData("bait", new[] { "0", "1", "2", "3" }, new[] { 0f, 1f, 2f, 3f })]
    [InlineData("bait", new[] { "0.5", "1" }, new[] { 1.5f, 3f })]
    [InlineData("bait", new[] { "0", "2.5" }, new[] { 0f, 2.5f })]
    public void Bait_values_are_grades_if_any_value_exceeds_one(string column, string[] cells, float[] expected) =>
        Assert.Equal(
            expected,
            ReadTsv($"text\t{column}\n{string.Concat(cells.Select(cell => $"Rain\t{cell}\n"))}")
                .Select(headline => headline.Bait!.Value)
        );

    [Fact]
    public void A_row_can_have_a_second_topic()
    {
        var headlines = ReadTsv("text\ttopic\ttopic2\na\twea\tdis\nb\twea\t-\n");
        Assert.Equal(["medtop:03000000", null], headlines.Select(headline => headline.SecondTopic));
    }

    [Theory]
    [InlineData("2020-07-14", "2020-07-14")]
    [InlineData("2020-07-14T23:59:00Z", "2020-07-14")]
    [InlineData("2020-07-14 08:00", "2020-07-14")]
    [InlineData("2020-07", "2020-07-01")]
    [InlineData("2020", "2020-01-01")]
    [InlineData("", null)]
    public void A_row_can_have_a_date(string cell, string? expected) =>
        Assert.Equal(
            expected,
            Assert
                .Single(ReadTsv($"text\tbait\tdate\nRain\t0\t{cell}\n"))
                .Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );

    [Theory]
    [InlineData("a.tsv", "text\ttopic\nRain\twea| dis |wea|ace\n")]
    [InlineData("a.jsonl", "{\"text\":\"Rain\",\"topic\":[\"wea\",\"dis\",\"ace\"]}\n")]
    public void Several_topics_of_a_row_share_its_weight(string name, string content)
    {
        var headline = Assert.Single(LabeledFile.Read(_folder.Write(name, content)));
        Assert.Equal(["medtop:17000000", "medtop:03000000", "medtop:01000000"], headline.Topics);
        Assert.Equal("medtop:03000000", headline.SecondTopic);
        var parts = headline.PerTopic().ToList();
        Assert.Equal(headline.Topics, parts.Select(part => part.Topic!));
        Assert.Equal(1, parts.Sum(part => part.Weight), 5);
    }

    [Fact]
    public void The_grade_column_always_contains_grades() =>
        Assert.Equal([0f, 1f], ReadTsv("text\tgrade\nRain\t0\nSnow\t1\n").Select(headline => headline.Bait!.Value));

    [Theory]
    [InlineData("topic\torigin", "wea\tsource", LabelOrigin.Source)]
    [InlineData("medtop\torigin", "medtop:17000000\treader", LabelOrigin.Reader)]
    [InlineData("medtop\torigin", "medtop:17000000\t", LabelOrigin.Source)]
    public void A_row_can_specify_who_labeled_it(string header, string cells, LabelOrigin expected) =>
        Assert.Equal(expected, Assert.Single(ReadTsv($"text\t{header}\nRain\t{cells}\n")).Origin);

    [Fact]
    public void Reading_valid_rows_reports_every_defect()
    {
        var path = _folder.Write(
            "a.tsv",
            [
                .. "text\ttopic\tbait\nRain\twea\t0\nSnow\nCaf"u8,
                0xE9,
                .. "\twea\t0\nHail\twea\t9\n\twea\t0\nSleet\t-\t\n"u8,
            ]
        );
        var defects = new List<RowDefect>();
        var rows = LabeledFile.ReadValidRows(path, null, defects.Add);
        Assert.Equal((2, "Rain"), Assert.Single(rows.Select(row => (row.Line, row.Headline.Text))));
        Assert.Equal(
            [
                (RowDefectKind.NotUtf8, 4, "byte 36 of the file"),
                (RowDefectKind.Broken, 3, null),
                (RowDefectKind.BadValue, 5, "column bait"),
                (RowDefectKind.NoText, 6, null),
                (RowDefectKind.NoLabel, 7, null),
            ],
            defects.Select(defect => (defect.Kind, defect.Line, defect.Place))
        );
        Assert.Equal([true, true, true, false, false], defects.Select(defect => defect.IsError));
    }

    [Fact]
    public void Written_headlines_can_be_read_back()
    {
        LabeledHeadline[] headlines =
        [
            new(
                "Rain \"soon\"",
                "medtop:17000000",
                0,
                LabelOrigin.Reader,
                "herald",
                1,
                false,
                "medtop:03000000",
                new DateOnly(2020, 7, 14)
            ),
            new("Snow", null, 1, LabelOrigin.Source, "feed", 0.5f, true),
            new("Hail\tat\nsea", "gardens", null, LabelOrigin.Source, "feed", 1, false),
        ];
        var path = _folder.Of("b.tsv");
        using (var file = File.Create(path))
        using (var table = new LabeledFileWriter(file))
        {
            foreach (var headline in headlines)
            {
                table.Write(headline);
            }
        }

        Assert.Equal([headlines[0], headlines[1], headlines[2] with { Text = "Hail at sea" }], LabeledFile.Read(path));
    }

    [Fact]
    public void Concatenated_gzip_files_can_be_read()
    {
        byte[] Part(string text) => File.ReadAllBytes(_folder.Write("part.gz", text));
        var path = _folder.WriteRaw("a.tsv.gz", [.. Part("text\tbait\nRain\t0\n"), .. Part("Snow\t1\n")]);
        Assert.Equal(["Rain", "Snow"], LabeledFile.Read(path).Select(headline => headline.Text));
    }

    [Fact]
    public void Weak_rows_have_half_their_weight()
    {
        var headlines = ReadTsv(
            "text\ttopic\tweight\tweak\na\twea\t2.5\t\nb\twea\t2\tweak\nc\twea\t\tweak\nd\twea\t\t\n"
        );
        Assert.Equal([2.5f, 1f, 0.5f, 1f], headlines.Select(headline => headline.Weight));
    }

    [Fact]
    public void Rows_without_text_or_quality_are_skipped_and_test_rows_are_marked()
    {
        var headlines = ReadTsv(
            "text\ttopic\tquality\tsplit\na\twea\tok\ttrain\nb\twea\tfrag\ttrain\nc\twea\tok\ttest\n \twea\tok\ttest\nd\twea\t\t\n"
        );
        Assert.Equal([("a", false), ("c", true)], headlines.Select(headline => (headline.Text, headline.IsTest)));
    }

    [Theory]
    [InlineData("source", "The Herald", "the herald", LabelOrigin.Reader)]
    [InlineData("from", "Feed 3", "feed 3", LabelOrigin.Reader)]
    [InlineData("publisher", "The Herald", "the herald", LabelOrigin.Source)]
    [InlineData("source", "", "feeds", LabelOrigin.Reader)]
    public void The_source_defaults_to_the_file_name(string column, string cell, string expected, LabelOrigin origin)
    {
        var headline = Assert.Single(
            LabeledFile.Read(_folder.Write("Feeds.tsv", $"text\tbait\t{column}\nRain\t0\t{cell}\n"))
        );
        Assert.Equal((expected, origin), (headline.Source, headline.Origin));
    }

    [Fact]
    public void JSON_rows_can_have_different_properties()
    {
        var headlines = LabeledFile.Read(
            _folder.Write(
                "a.jsonl",
                """
                {"text":"a","topic":"wea"}
                {"text":"b","bait":2,"source":"Herald"}
                {"topic":"wea"}
                {"text":null,"topic":"wea"}
                {"text":"c","topic":null,"bait":null}
                {"text":"d","topic":"spo","bait":0,"split":"test"}
                """
            )
        );
        Assert.Equal(
            [
                ("a", "medtop:17000000", null, "a", false),
                ("b", null, 2f, "herald", false),
                ("d", "medtop:15000000", 0f, "a", true),
            ],
            headlines.Select(headline =>
                (headline.Text, headline.Topic, headline.Bait, headline.Source, headline.IsTest)
            )
        );
    }

    [Theory]
    [InlineData("a.docx", "text\ttopic\n", ".tsv, .csv, .jsonl")]
    [InlineData("a.docx.gz", "text\ttopic\n", ".tsv, .csv, .jsonl")]
    [InlineData("a.tsv", "", "empty")]
    [InlineData("a.csv", "", "empty")]
    [InlineData("a.tsv", "text\ttopic\n", "no rows")]
    [InlineData("a.jsonl", "\n", "no rows")]
    [InlineData(
        "a.tsv",
        "words\ttopic\nRain\twea\n",
        "the column text, headline, or title is missing; the columns are: words, topic"
    )]
    [InlineData("a.tsv", "text\tsubject\nRain\twea\n", "grade) is missing; the columns are: text, subject")]
    [InlineData(
        "a.tsv",
        "text\ttopic\nRain\twea\nSnow\twea\tmore\n",
        "line 3: the row has 3 columns, but the header has 2"
    )]
    [InlineData("a.tsv", "text\ttopic\nRain\n", "line 2: the row has 1 column, but the header has 2")]
    [InlineData("a.csv", "text,bait\n\"Rain\nand snow\",0\nHail,0,1\n", "line 4: the row has 3 columns")]
    [InlineData("a.tsv", "text\tTopic\ttopic\nRain\twea\tspo\n", "twice")]
    [InlineData(
        "a.tsv",
        "text\tbait\nRain\t0\nSnow\tmaybe\n",
        "line 3, column bait: “maybe” is not a number; write 0 for news and 1 for bait"
    )]
    [InlineData("a.tsv", "text\tclickbait\nRain\tNaN\n", "line 2, column clickbait: “NaN” is not a number")]
    [InlineData("a.tsv", "text\tbait\nRain\t4\n", "line 2, column bait: 4 is not between 0 and 3")]
    [InlineData("a.tsv", "text\tbait\nRain\t-1\n", "line 2, column bait: -1 is not between 0 and 3")]
    [InlineData("a.tsv", "text\tbait\tweight\nRain\t1\theavy\n", "line 2, column weight: “heavy” is not a number")]
    [InlineData("a.tsv", "text\tbait\tweight\nRain\t1\t0\n", "line 2, column weight: 0 is not greater than 0")]
    [InlineData(
        "a.tsv",
        "text\tbait\tdate\nRain\t1\t14.7.2020\n",
        "line 2, column date: “14.7.2020” is not a date such as 2020-07-14"
    )]
    [InlineData("a.tsv", "text\tbait\tdate\nRain\t1\t2020-13\n", "line 2, column date: “2020-13” is not a date")]
    [InlineData("a.tsv", "text\tbait\tdate\nRain\t1\t2020-07-14x\n", "“2020-07-14x” is not a date")]
    [InlineData("a.jsonl", "{\"text\":\"Rain\",\"bait\":0}\n{\"text\":\n", "line 2, byte 9: the JSON is not valid")]
    [InlineData("a.jsonl", "{\"text\":\"Rain\",\"bait\":0}\n\n[1]\n", "line 3: the value is not a JSON object")]
    [InlineData("a.jsonl", "{\"text\":\"Rain\",\"Text\":\"Snow\",\"bait\":0}\n", "line 1: “text” occurs twice")]
    [InlineData(
        "a.csv",
        "text,bait\nHail,0\n\"Rain,0\nSnow,0\n",
        "line 3: a quoted cell starts here and is never closed"
    )]
    [InlineData("a.tsv", "text\tgrade\nRain\t4\n", "line 2, column grade: 4 is not between 0 and 3")]
    [InlineData("a.tsv", "text\tbait\torigin\nRain\t1\tme\n", "line 2, column origin: “me” is neither")]
    public void Invalid_content_is_rejected_with_its_location(string name, string content, string expected)
    {
        var path = _folder.Write(name, content);
        var message = Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_folder_is_rejected() =>
        Assert.Contains("this is a folder", Message(_folder.Path), StringComparison.Ordinal);

    [Fact]
    public void The_error_for_a_missing_file_contains_its_name() =>
        Assert.Contains(
            "nowhere.tsv: the file does not exist",
            Message(_folder.Of("nowhere.tsv")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a.tsv")]
    [InlineData("a.csv.gz")]
    [InlineData("a.jsonl")]
    public void Invalid_UTF_8_is_rejected(string name) =>
        Assert.Contains(
            "UTF-8",
            Message(_folder.Write(name, [.. "{\"text\":\"Caf"u8, 0xE9, .. "\",\"bait\":0}\n"u8])),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_uncompressed_file_named_gz_is_rejected() =>
        Assert.Contains(
            "gzip",
            Message(_folder.WriteRaw("a.tsv.gz", Encoding.UTF8.GetBytes("text\tbait\nRain\t0\n"))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5_000)]
    public void A_truncated_gzip_file_is_rejected(int missing)
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Rain {i * 7_919} falls\t0\n"));
        var bytes = File.ReadAllBytes(_folder.Write("whole.tsv.gz", "text\tbait\n" + lines));
        Assert.Contains("gzip", Message(_folder.WriteRaw("cut.tsv.gz", bytes[..^missing])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_contains_name_hash_and_rows()
    {
        var file = new LabeledInput(_folder.Write("abc.tsv", "abc")).Describe(7);
        Assert.Equal(
            ("abc.tsv", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 7L),
            (file.Name, file.Sha256, file.Rows)
        );
    }

    private IReadOnlyList<LabeledHeadline> ReadTsv(string content) => LabeledFile.Read(_folder.Write("a.tsv", content));

    private static string Message(string path) =>
        Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path)).Message;
}
