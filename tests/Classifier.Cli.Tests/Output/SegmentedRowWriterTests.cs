using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Cli.Output;
using Classifier.Tests.Common;
using Parquet.Schema;
using Xunit;

namespace Classifier.Cli.Tests.Output;

public sealed class SegmentedRowWriterTests : IDisposable
{
    private const int SegmentRows = 1000;
    private const int Rows = (2 * SegmentRows) + 10;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.jsonl")]
    [InlineData("out.csv")]
    [InlineData("out.csv.gz")]
    [InlineData("out.parquet")]
    public void An_interrupted_file_is_continued_to_the_same_bytes(string name)
    {
        var expected = _folder.Of("whole-" + name);
        Write(expected, until: Rows, resume: false, complete: true);
        var output = _folder.Of(name);

        Write(output, until: SegmentRows + 700, resume: false, complete: false);
        Assert.False(File.Exists(output));
        Assert.Equal(SegmentRows, Write(output, until: Rows - 1, resume: true, complete: false));
        Assert.Equal(2 * SegmentRows, Write(output, until: Rows, resume: true, complete: true));

        Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(output));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void A_file_that_failed_before_its_first_checkpoint_leaves_nothing()
    {
        Write(_folder.Of("out.jsonl"), until: 10, resume: false, complete: false);

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Another_run_is_neither_continued_nor_allowed_to_write_at_the_same_time()
    {
        var output = _folder.Of("out.jsonl");
        Write(output, until: SegmentRows, resume: false, complete: false);

        var other = Assert.Throws<CommandException>(() => ResumableFile.Open(output, "other", resume: true));
        using var first = ResumableFile.Open(output, "run", resume: true);
        var second = Assert.Throws<CommandException>(() => ResumableFile.Open(output, "run", resume: true));

        Assert.Contains("different input, options, or models", other.Message, StringComparison.Ordinal);
        Assert.Contains("another run may be writing it", second.Message, StringComparison.Ordinal);
        Assert.Equal((SegmentRows, 1), (first.Rows, first.FailedRows));
    }

    // Returns the number of rows that the file had already.
    private static long Write(string path, int until, bool resume, bool complete)
    {
        using var file = ResumableFile.Open(path, "run", resume);
        var start = (int)file.Rows;
        DataField[] columns = [new DataField<long>("id")];
        using var writer = new SegmentedRowWriter(
            file,
            OutputFile.IsGzip(path),
            (stream, append) =>
                Path.GetExtension(path) switch
                {
                    ".jsonl" => new JsonRowWriter(stream, false),
                    ".parquet" => new ParquetRowWriter(stream, append, columns, false, false),
                    _ => new DelimitedRowWriter(stream, false, !append, columns, false, false),
                },
            stream =>
                path.EndsWith(".parquet", StringComparison.Ordinal) ? ParquetRowWriter.ReadFooterLength(stream) : 0,
            SegmentRows
        );
        for (var i = start; i < until; i++)
        {
            var error = i == 0 ? "the headline is empty" : null;
            writer.Write(new ClassifiedRow(new HeadlineRow(i, $"Rates rise to {i}", error, [(long)i]), null, error));
        }

        if (complete)
        {
            writer.Finish();
            file.Commit();
        }

        return start;
    }
}
