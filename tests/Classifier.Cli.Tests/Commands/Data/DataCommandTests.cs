using System.Text.Json;
using AngleSharp.Html.Parser;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Data;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_can_be_named_by_the_option_of_other_commands()
    {
        var data = Write("a.csv", "label,title\nwea,Rain on the coast\nWEA,Goal in the cup\n");

        var result = await ClassifierProgram.RunAsync(["data", "check", "--data", data]);

        Assert.Contains(data, result.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ClassifierProgram.RunAsync(["data", "check"])).ExitCode);
    }

    [Fact]
    public async Task Check_writes_cleaned_and_dropped_rows_and_the_cleaned_file_has_no_errors()
    {
        var data = Write(
            "a.tsv",
            "text\ttopic\nRain on the coast\twea\nRAIN on the coast\twea\nGoal in the cup\tspo\nShort\n"
        );
        var (fixedFile, html) = (_folder.Of("clean.tsv"), _folder.Of("report.html"));
        var result = await ClassifierProgram.RunAsync(["data", "check", data, "--fix", fixedFile, "--html", html]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("line 5: the row has 1 column, but the header has 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 rows kept", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await File.ReadAllLinesAsync(fixedFile, TestContext.Current.CancellationToken)).Length);
        var dropped = await File.ReadAllLinesAsync(fixedFile + ".dropped.tsv", TestContext.Current.CancellationToken);
        Assert.Equal(["5", "3"], dropped.Skip(1).Select(line => line.Split('\t')[1]));
        var page = new HtmlParser().ParseDocument(
            await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken)
        );
        Assert.Equal(5, page.QuerySelectorAll("h2").Length);

        var again = await ClassifierProgram.RunAsync(["data", "check", fixedFile, "--json"]);
        Assert.Equal(2, again.ExitCode);
        using var json = JsonDocument.Parse(again.Output);
        Assert.Equal(
            ["rareLabel"],
            json.RootElement.GetProperty("findings")
                .EnumerateArray()
                .Select(finding => finding.GetProperty("kind").GetString()!)
        );
    }

    [Fact]
    public async Task Check_refuses_to_overwrite_its_input()
    {
        var data = Write("a.tsv", "text\tbait\nRain\t0\nSnow\t1\n");
        var result = await ClassifierProgram.RunAsync(["data", "check", data, "--fix", data]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("would overwrite", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_writes_what_check_reads_and_reports_invalid_rows()
    {
        var output = _folder.Of("stop.tsv");
        var result = await ClassifierProgram.RunAsync([
            "data",
            "import",
            "fasttext",
            Write("a.train", "__label__x Rain\nSnow\n__label__y Hail\n"),
            "--output",
            output,
        ]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("a.train, line 2: the label is missing", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(
            (await ClassifierProgram.RunAsync(["data", "check", output, "--json"])).Output
        );
        Assert.Equal(2, json.RootElement.GetProperty("files")[0].GetProperty("usable").GetInt32());
    }

    [Fact]
    public async Task Standard_input_is_read_in_any_format()
    {
        var result = await ClassifierProgram.RunAsync(
            [
                "data",
                "check",
                "-",
                "--text-column",
                "Schlagzeile",
                "--label-column",
                "bait?",
                "--delimiter",
                "|",
                "--json",
            ],
            "Schlagzeile|bait?\nRain on the coast|no\nYou wont believe it|yes\n"
        );
        using var json = JsonDocument.Parse(result.Output);
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal("standard input", file.GetProperty("path").GetString());
        Assert.Equal(2, file.GetProperty("usable").GetInt32());
        Assert.Equal("clickbait", json.RootElement.GetProperty("labels")[0].GetProperty("task").GetString());
    }

    [Theory]
    [InlineData("--encoding", "utf-99")]
    [InlineData("--delimiter", "||")]
    [InlineData("--input-format", "docx")]
    public async Task Invalid_formats_are_named_in_the_error(string option, string value)
    {
        var result = await ClassifierProgram.RunAsync(["data", "check", "a.csv", option, value]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(value, result.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder.Of(name), content);
        return _folder.Of(name);
    }
}
