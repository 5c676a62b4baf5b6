using System.IO.Compression;
using System.Text;
using Classifier.Cli.Output;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class ShardTests : IDisposable
{
    private const int Shards = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.txt")]
    [InlineData("rows.txt.gz")]
    [InlineData("rows.jsonl")]
    [InlineData("rows.json")]
    [InlineData("rows.csv")]
    [InlineData("rows.tsv")]
    [InlineData("rows.parquet")]
    [InlineData("rows.zip")]
    [InlineData("folder")]
    public async Task The_outputs_of_all_parts_in_their_order_equal_the_output_of_one_run(string name)
    {
        var input = await WriteInputAsync(name);
        var whole = _folder.Of("whole.jsonl");
        Assert.Equal(2, await ClassifyAsync(input, whole));

        var parts = new List<string>();
        for (var i = 0; i < Shards; i++)
        {
            parts.Add(_folder.Of($"part{i}.jsonl"));
            await ClassifyAsync(input, parts[i], "--shard", $"{i}/{Shards}");
        }

        Assert.Equal(
            await File.ReadAllTextAsync(whole, TestContext.Current.CancellationToken),
            string.Concat(parts.Select(File.ReadAllText))
        );
        Assert.True(parts.Count(part => new FileInfo(part).Length > 0) > 1);
    }

    [Fact]
    public async Task The_same_part_has_the_same_bytes()
    {
        var input = await WriteInputAsync("rows.parquet");
        foreach (var extension in new[] { "jsonl", "csv.gz", "parquet" })
        {
            var (first, second) = (_folder.Of($"1.{extension}"), _folder.Of($"2.{extension}"));
            await ClassifyAsync(input, first, "--shard", "1/2");
            await ClassifyAsync(input, second, "--shard", "1/2");

            Assert.Equal(
                await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken)
            );
        }
    }

    [Fact]
    public async Task Parts_of_pages_are_whole_files()
    {
        for (var i = 0; i < 5; i++)
        {
            _folder.Write($"pages/{i}.html", PageCommandTests.Html);
        }

        var whole = await ClassifierProgram.RunAsync(["page", _folder.Of("pages"), "--format", "jsonl"]);
        var parts = new StringBuilder();
        for (var i = 0; i < Shards; i++)
        {
            var part = await ClassifierProgram.RunAsync([
                "page",
                _folder.Of("pages"),
                "--format",
                "jsonl",
                "--shard",
                $"{i}/{Shards}",
            ]);
            parts.Append(part.Output);
        }

        Assert.Equal(5, whole.Lines.Length);
        Assert.Equal(whole.Output, parts.ToString());
    }

    [Fact]
    public async Task A_part_without_rows_is_a_complete_file()
    {
        var input = _folder.Write("rows.csv", "id,title\n1,Rates rise\n");
        var output = _folder.Of("part.csv");

        Assert.Equal(0, await ClassifyAsync(input, output, "--shard", "0/2"));

        Assert.Equal(
            "id,headline,topic,topic_label,topic_score,topics,clickbait,band,language_supported,error\n",
            await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task An_error_in_a_folder_names_the_file_and_its_row()
    {
        _folder.Write("in/a.txt", "Rates rise\n");
        _folder.Write("in/b.txt", "Rates fall\n\n");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", _folder.Of("in")]);

        Assert.Equal(3, result.Lines.Length);
        Assert.Contains("\"file\":\"b.txt\",\"row\":2", result.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_different_columns_are_named()
    {
        _folder.Write("in/a.csv", "title,id\nRates rise,1\n");
        _folder.Write("in/b.csv", "title,key\nRates rise,1\n");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", _folder.Of("in")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a.csv and b.csv have different columns", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("page")]
    public async Task Errors_of_rows_do_not_fail_the_command_if_they_are_allowed(string command)
    {
        string[] arguments =
            command == "page"
                ? [command, _folder.Write("a.html", ""), _folder.Write("b.html", PageCommandTests.Html)]
                : [command, "--input", _folder.Write("a.txt", "Rates rise\n\n")];

        Assert.Equal(2, (await ClassifierProgram.RunAsync(arguments)).ExitCode);
        var allowed = await ClassifierProgram.RunAsync([.. arguments, "--ok-on-row-errors"]);

        Assert.Equal(0, allowed.ExitCode);
        Assert.Contains("1 of 2", allowed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--input INPUT --shard 2/2", "numbered from 0")]
    [InlineData("--input INPUT --shard 1", "I/N")]
    [InlineData("--input - --shard 0/2", "standard input")]
    [InlineData("Headline --shard 0/2", "--input")]
    [InlineData("--input INPUT --shard 0/2 --cluster", "--cluster")]
    [InlineData("--input INPUT --resume", "--output")]
    [InlineData("--input - --output OUTPUT --resume", "--input")]
    [InlineData("--input INPUT --format parquet", "--output rows.parquet")]
    public async Task Wrong_usage_is_explained(string options, string advice)
    {
        var input = _folder.Write("rows.txt", "Rates rise\n");
        var arguments = options
            .Split(' ')
            .Select(option =>
                option == "INPUT" ? input
                : option == "OUTPUT" ? _folder.Of("out.jsonl")
                : option
            );

        var result = await ClassifierProgram.RunAsync(["classify", .. arguments]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("out.jsonl")));
    }

    [Fact]
    public async Task A_run_that_failed_after_a_checkpoint_is_continued()
    {
        // An unclosed quote before more than a megabyte fails the run; the same file with another character does not.
        var rows = new StringBuilder("title\n");
        for (var i = 0; i < SegmentedRowWriter.SegmentRows + 10; i++)
        {
            rows.Append("Rates ").Append(i).Append('\n');
        }

        var tail = string.Concat(Enumerable.Repeat(new string('y', 900) + "\n", 1_200));
        var input = _folder.Write("rows.csv", $"{rows}\"{tail}");
        var output = _folder.Of("out.parquet");
        var failed = await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output]);
        var checkpoint = File.Exists(_folder.Of(".out.parquet.checkpoint"));
        _folder.Write("rows.csv", $"{rows}x{tail}");

        var resumed = await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output, "--resume"]);
        var whole = _folder.Of("whole.parquet");
        await ClassifyAsync(input, whole);

        Assert.Contains("unclosed quote", failed.Error, StringComparison.Ordinal);
        Assert.Equal((1, true), (failed.ExitCode, checkpoint));
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(
            await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)
        );
        Assert.Empty(Directory.GetFiles(_folder.Path, ".out*"));
    }

    private static async Task<int> ClassifyAsync(string input, string output, params string[] options) =>
        (await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output, .. options])).ExitCode;

    // Ten rows, of which one has no valid headline.
    private async Task<string> WriteInputAsync(string name)
    {
        string[] headlines =
        [
            .. Enumerable.Range(1, 10).Select(i => i == 7 ? "" : $"Central bank raises rates for the {i}. time"),
        ];
        var text = string.Join('\n', headlines) + "\n";
        switch (name)
        {
            case "rows.jsonl":
                return _folder.Write(
                    name,
                    "\n" + string.Join("\n\n", headlines.Select(text => $$"""{"title":"{{text}}"}"""))
                );
            case "rows.json":
                return _folder.Write(
                    name,
                    $"[{string.Join(',', headlines.Select(text => $$"""{"title":"{{text}}"}"""))}]"
                );
            case "rows.csv":
                return _folder.Write(
                    name,
                    $"id,title\n{string.Join('\n', headlines.Select(text => $"\"1\n\",{text}"))}"
                );
            case "rows.tsv":
                return _folder.Write(name, $"title\tid\n{string.Join('\n', headlines.Select(text => $"{text}\t1"))}\n");
            case "rows.parquet":
                await ClassifyAsync(_folder.Write("rows.txt", text), _folder.Of(name));
                return _folder.Of(name);
            case "rows.zip":
                await ZipFile.CreateFromDirectoryAsync(
                    await WriteInputAsync("folder"),
                    _folder.Of(name),
                    TestContext.Current.CancellationToken
                );
                return _folder.Of(name);
            case "folder":
                for (var i = 0; i < 5; i++)
                {
                    _folder.Write($"in/{i}.txt", string.Join('\n', headlines[(2 * i)..(2 * i + 2)]) + "\n");
                }

                return _folder.Of("in");
            default:
                return _folder.Write(name, text);
        }
    }
}
