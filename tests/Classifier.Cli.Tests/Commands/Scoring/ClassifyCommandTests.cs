using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class ClassifyCommandTests : IDisposable
{
    private const string Bait = "You wont believe what Air India did to this sitar, shes furious!";
    private const string News = "Central bank raises interest rates by a quarter point";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Headlines_given_as_arguments_get_one_line_each_in_order()
    {
        var result = await ClassifierProgram.RunAsync(["classify", Bait, News]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([Bait, News], result.Lines.Select(line => Parse(line).Headline));
        Assert.True(Parse(result.Lines[0]).Clickbait.Band >= ClickbaitBand.Considerable);
        Assert.Equal(ClickbaitBand.None, Parse(result.Lines[1]).Clickbait.Band);
        Assert.Equal("medtop:04000000", Parse(result.Lines[1]).Topics[0].Id);
    }

    [Fact]
    public async Task Output_lines_are_the_JSON_of_the_API_with_short_band_names()
    {
        var result = await ClassifierProgram.RunAsync(["classify", News]);

        using var json = JsonDocument.Parse(result.Lines[0]);
        Assert.Equal("NONE", json.RootElement.GetProperty("clickbait").GetProperty("band").GetString());
        Assert.False(json.RootElement.TryGetProperty("reasons", out _));
        var parsed = Parse(result.Lines[0]);
        Assert.True(parsed.LanguageSupported);
        Assert.NotEmpty(parsed.ModelVersions.Topic);
        Assert.Equal("economy, business and finance", parsed.Topics[0].Label);
    }

    [Fact]
    public async Task Reasons_name_the_words_that_raise_the_clickbait_score()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--explain", Bait]);

        var strongest = Parse(result.Lines[0]).Reasons.First(reason => reason.Target == "clickbait");
        Assert.Contains("wont believe", strongest.Text, StringComparison.OrdinalIgnoreCase);
        Assert.True(strongest.Contribution > 0);
        Assert.Equal(strongest.Text, Bait[strongest.Start..strongest.End]);
    }

    [Fact]
    public async Task A_text_file_is_read_line_by_line()
    {
        var input = _folder.Write("headlines.txt", $"{News}\r\n{Bait}\n");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([News, Bait], result.Lines.Select(line => Parse(line).Headline));
    }

    [Fact]
    public async Task Standard_input_is_read_as_text()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--input", "-"], News + "\n");

        Assert.Equal(News, Parse(Assert.Single(result.Lines)).Headline);
    }

    [Fact]
    public async Task A_gzipped_file_is_read_by_its_inner_extension()
    {
        var input = _folder.Of("headlines.txt.gz");
        await using (var gzip = new GZipStream(File.Create(input), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(News + "\n"), TestContext.Current.CancellationToken);
        }

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal(News, Parse(Assert.Single(result.Lines)).Headline);
    }

    [Fact]
    public async Task A_corrupt_gzip_file_is_an_error_and_leaves_the_existing_output_unchanged()
    {
        var input = _folder.Of("headlines.txt.gz");
        await File.WriteAllBytesAsync(
            input,
            [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255],
            TestContext.Current.CancellationToken
        );
        var output = _folder.Write("out.jsonl", "older");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(input, result.Error, StringComparison.Ordinal);
        Assert.Equal("older", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_truncated_gzip_file_is_an_error()
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 1000; i++)
            {
                await gzip.WriteAsync(
                    Encoding.UTF8.GetBytes($"{News} {i * 7919 % 1000}\n"),
                    TestContext.Current.CancellationToken
                );
            }
        }

        var input = _folder.Of("headlines.txt.gz");
        await File.WriteAllBytesAsync(input, bytes.ToArray()[..^200], TestContext.Current.CancellationToken);

        var result = await ClassifierProgram.RunAsync([
            "classify",
            "--input",
            input,
            "--output",
            _folder.Of("out.jsonl"),
        ]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("complete copy", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("out.jsonl")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("Headline")]
    [InlineData("TITLE")]
    public async Task CSV_output_keeps_the_other_columns(string column)
    {
        var input = _folder.Write("headlines.csv", $"id,{column},note\n7,\"{Bait}\",\"a, b\"\n");
        var output = _folder.Of("out.csv");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        Assert.StartsWith("id,note,headline,topic,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"7,\"a, b\",\"{Bait}\",", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TSV_is_read_and_written_without_quoting()
    {
        var input = _folder.Write("headlines.tsv", "title\tfrom\n\"Rates\" rise again, says bank\tthe \"wire\"\n");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input, "--format", "tsv"]);

        Assert.StartsWith(
            "the \"wire\"\t\"Rates\" rise again, says bank\tmedtop:",
            result.Lines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Invalid_rows_get_an_error_each_and_valid_rows_are_classified()
    {
        var input = _folder.Write(
            "headlines.jsonl",
            $$"""
            {"title": "{{News}}"}
            {"title": ""}
            {"title": 5}
            not json
            {"title": "half of a pair \ud800"}
            {"other": "x"}
            {"title": "{{new string('a', 1001)}}"}
            {"title": "{{Bait}}"}
            """
        );

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("6 of 8 rows", result.Error, StringComparison.Ordinal);
        Assert.Equal(8, result.Lines.Length);
        Assert.Equal(News, Parse(result.Lines[0]).Headline);
        Assert.Equal(Bait, Parse(result.Lines[7]).Headline);
        for (var row = 2; row <= 7; row++)
        {
            using var json = JsonDocument.Parse(result.Lines[row - 1]);
            Assert.Equal(row, json.RootElement.GetProperty("row").GetInt32());
            Assert.NotEmpty(json.RootElement.GetProperty("error").GetString()!);
        }

        Assert.Contains("1,001", result.Lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_CSV_rows_keep_their_row_numbers()
    {
        var input = _folder.Write("headlines.csv", $"id,title\n1,{News}\n2\n3,a\"b\n4,x,y\n5,{News}\n");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input, "--format", "jsonl"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            [3, 5],
            new[] { 1, 3 }.Select(line =>
                JsonDocument.Parse(result.Lines[line]).RootElement.GetProperty("row").GetInt32()
            )
        );
        Assert.Equal(News, Parse(result.Lines[4]).Headline);
        Assert.Equal("a\"b", Parse(result.Lines[2]).Headline);
        Assert.Contains("1 row with quotes inside unquoted cells", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "id;Zeile\n1;Café reopens\n", 1252, "--text-column Zeile --encoding windows-1252")]
    [InlineData("a.tsv", "id\ttitle\n1\tCafé reopens\n", 1200, "--encoding utf-16")]
    [InlineData("a.csv", "id|title\n1|Café reopens\n", 65001, "--delimiter |")]
    [InlineData("a.dat", "id\ttitle\n1\tCafé reopens\n", 65001, "--input-format csv")]
    [InlineData("a.json", """[{"title":"Café reopens"}]""", 65001, "")]
    [InlineData("a.json", """[{"title":"Café reopens"}]""", 1200, "--encoding utf-16")]
    [InlineData("b.json", "{\"title\":\"Café reopens\"}\n", 65001, "")]
    public async Task Files_are_read_as_the_options_say(string name, string content, int codePage, string options)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var input = _folder.WriteRaw(name, Encoding.GetEncoding(codePage).GetBytes(content));

        var result = await ClassifierProgram.RunAsync([
            "classify",
            "--input",
            input,
            .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("Café reopens", Parse(Assert.Single(result.Lines)).Headline);
    }

    [Theory]
    [InlineData("id,Überschrift\n1,Storm\n")]
    [InlineData("id,title\n1,Café reopens\n")]
    public async Task A_file_in_another_encoding_is_reported_with_the_option_that_reads_it(string content)
    {
        var input = _folder.WriteRaw("a.csv", Encoding.Latin1.GetBytes(content));

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("--encoding windows-1252", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_in_an_archive_are_read_in_the_order_of_their_names()
    {
        var input = _folder.Of("a.zip");
        await using (
            var archive = await ZipFile.OpenAsync(input, ZipArchiveMode.Create, TestContext.Current.CancellationToken)
        )
        {
            foreach (var (name, headline) in new[] { ("b.csv", Bait), ("a.csv", News), ("readme.md", "x") })
            {
                await using var writer = new StreamWriter(
                    await archive.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken)
                );
                await writer.WriteAsync($"title,id\n\"{headline}\",1\n");
            }
        }

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal([News, Bait], result.Lines.Select(line => Parse(line).Headline));
        await File.WriteAllBytesAsync(input, [.. "PK"u8, 3, 4, 5], TestContext.Current.CancellationToken);
        Assert.Contains(
            "the zip archive is truncated or corrupt",
            (await ClassifierProgram.RunAsync(["classify", "--input", input])).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Top_k_and_min_score_limit_the_topics()
    {
        var many = await ClassifierProgram.RunAsync(["classify", "--top-k", "17", "--min-score", "0", News]);
        var one = await ClassifierProgram.RunAsync(["classify", "--top-k", "1", "--min-score", "0", News]);
        var none = await ClassifierProgram.RunAsync(["classify", "--min-score", "1", "Nothing much to say"]);

        var scores = Parse(many.Lines[0]).Topics.Select(topic => topic.Score).ToArray();
        Assert.Equal(17, scores.Length);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.InRange(scores.Sum(), 0.99, 1.01);
        Assert.Single(Parse(one.Lines[0]).Topics);
        Assert.Empty(Parse(none.Lines[0]).Topics);
    }

    [Theory]
    [InlineData("--top-k 0", "--top-k")]
    [InlineData("--top-k many", "--top-k")]
    [InlineData("--min-score 1.5", "--min-score")]
    [InlineData("--min-score NaN", "--min-score")]
    [InlineData("--format xml", "xml")]
    [InlineData("--no-such-option", "--no-such-option")]
    [InlineData("--models /no/such/folder", "/no/such/folder")]
    [InlineData("--output /no/such/folder/x.csv", "/no/such/folder")]
    [InlineData("--output x.docx", "x.docx")]
    [InlineData("--input also.txt", "not both")]
    public async Task Wrong_usage_is_reported_in_one_line(string options, string named)
    {
        var result = await ClassifierProgram.RunAsync(["classify", News, .. options.Split(' ')]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_headline_after_two_dashes_may_begin_with_a_dash()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--", "--dash it all, says minister"]);

        Assert.Equal("--dash it all, says minister", Parse(Assert.Single(result.Lines)).Headline);
    }

    [Theory]
    [InlineData("empty.csv", "", "the file is empty")]
    [InlineData("columns.csv", "id,name\n1,x\n", "--text-column")]
    [InlineData("headlines.docx", "x", "--input-format")]
    public async Task The_error_for_an_unreadable_input_says_what_to_do(string name, string content, string advice)
    {
        var input = _folder.Write(name, content);

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(name, result.Error, StringComparison.Ordinal);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_input_is_named_in_the_error()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--input", _folder.Of("none.txt")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("none.txt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_shows_topics_and_bands()
    {
        var result = await ClassifierProgram.RunAsync([
            "classify",
            "--format",
            "table",
            News,
            "a [bold]headline[/] with brackets",
        ]);

        Assert.Contains("economy, business and finance", result.Output, StringComparison.Ordinal);
        Assert.Contains("none", result.Output, StringComparison.Ordinal);
        Assert.Contains("a [bold]headline[/] with brackets", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("classify")]
    [InlineData("page")]
    [InlineData("train", "topic")]
    [InlineData("train", "clickbait")]
    [InlineData("evaluate")]
    public async Task Help_has_examples_and_exit_codes(params string[] command)
    {
        var result = await ClassifierProgram.RunAsync([.. command, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            string.Join(' ', (string[])["classifier", .. command]),
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
    }

    private static Classification Parse(string json) =>
        JsonParser.Default.Parse<Classification>(
            json.Replace("\"band\":\"", "\"band\":\"CLICKBAIT_BAND_", StringComparison.Ordinal)
        );
}
