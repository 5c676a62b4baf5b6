using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Parquet.Serialization;
using Xunit;

namespace Classifier.Cli.Tests.Output;

public sealed class ParquetPageWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_headline_is_a_row_with_typed_columns()
    {
        _folder.Write("in/empty.html", "");
        _folder.Write("in/ferry.html", PageCommandTests.Html);
        var output = _folder.Of("rows.parquet");

        var result = await ClassifierProgram.RunAsync(["page", _folder.Of("in"), "--output", output]);

        Assert.Equal(2, result.ExitCode);
        var read = await ParquetSerializer.DeserializeAsync<Row>(
            output,
            cancellationToken: TestContext.Current.CancellationToken
        );
        var rows = read.Data;
        Assert.Equal(5, rows.Count);
        Assert.Equal(("empty.html", null, "the page is empty"), (rows[0].page, rows[0].module, rows[0].error));
        Assert.Equal(("ferry.html", 0, "article"), (rows[1].page, rows[1].module, rows[1].kind));
        Assert.Equal(
            (1, 2, "Most read", "/news/3"),
            (rows[3].module, rows[3].position, rows[3].module_title, rows[3].href)
        );
        Assert.InRange(rows[3].clickbait!.Value, 0.1f, 1f);
        Assert.Equal("sport", rows[4].topic_label);
        Assert.Equal([null, true, true, true, true], rows.Select(row => row.language_supported));
        Assert.Null(rows[1].iso_date);
    }

    [Fact]
    public async Task Parquet_requires_an_output_file()
    {
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("ferry.html", PageCommandTests.Html),
            "--format",
            "parquet",
        ]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--output", result.Error, StringComparison.Ordinal);
    }

#pragma warning disable IDE1006, CA1034 // The properties have the names of the columns.
    public sealed class Row
    {
        public string? page { get; set; }

        public int? module { get; set; }

        public string? module_title { get; set; }

        public string? kind { get; set; }

        public int? position { get; set; }

        public string? href { get; set; }

        public string? iso_date { get; set; }

        public bool? language_supported { get; set; }

        public string? topic_label { get; set; }

        public float? clickbait { get; set; }

        public string? error { get; set; }
    }
#pragma warning restore IDE1006, CA1034
}
