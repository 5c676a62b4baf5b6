using System.Text.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Data;

public sealed class FeedbackCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Corrections_are_imported_once_and_can_be_listed_counted_and_exported()
    {
        var file = _folder.Write(
            "corrections.jsonl",
            """
            {"headline":"Rain stops play","topics":["spo"],"bait":0,"who":"ann","when":"2026-03-01T12:00:00Z"}
            {"headline":"Rain stops play","topics":["medtop:17000000"],"who":"ann","when":"2026-03-02T12:00:00+01:00"}
            {"headline":"Goal","bait":7,"who":"ann","when":"2026-03-01T12:00:00Z"}
            {"headline":"Goal","bait":1,"when":"2026-03-01T12:00:00Z"}
            nothing
            """
        );
        var store = _folder.Of("team.db");
        var first = await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store]);
        Assert.Equal(2, first.ExitCode);
        Assert.StartsWith("2 corrections added", first.Output, StringComparison.Ordinal);
        Assert.Contains("line 3, bait: bait is 7; it must be 0 to 3", first.Error, StringComparison.Ordinal);
        Assert.Contains("line 4: who is missing", first.Error, StringComparison.Ordinal);
        Assert.Contains("line 5, byte", first.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "0 corrections added",
            (await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store])).Output,
            StringComparison.Ordinal
        );

        using var list = JsonDocument.Parse(
            (await ClassifierProgram.RunAsync(["feedback", "list", "--store", store, "--json"])).Output
        );
        var listed = Assert.Single(list.RootElement.EnumerateArray());
        Assert.Equal(
            ["headline", "topics", "bait", "who", "when"],
            listed.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("medtop:17000000", listed.GetProperty("topics")[0].GetString());
        using var stats = JsonDocument.Parse(
            (await ClassifierProgram.RunAsync(["feedback", "stats", "--store", store, "--json"])).Output
        );
        Assert.Equal(
            (2, 1),
            (
                stats.RootElement.GetProperty("corrections").GetInt32(),
                stats.RootElement.GetProperty("counting").GetInt32()
            )
        );
        var exported = await ClassifierProgram.RunAsync(["feedback", "export", "--store", store]);
        Assert.StartsWith("Rain stops play\tmedtop:17000000\t", exported.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_store_is_reported_in_one_line()
    {
        var result = await ClassifierProgram.RunAsync(["feedback", "list", "--store", _folder.Of("none.db")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the feedback store does not exist", result.Error, StringComparison.Ordinal);
    }
}
