using System.IO.Compression;
using Classifier.Cli.Classifying;

namespace Classifier.Cli.Output;

/// <summary>Writes rows to a file in segments of a fixed number of rows, with a checkpoint after each. A segment ends what the
/// format buffers, such as a gzip member or a row group, so that the bytes are the same whether a run was interrupted or
/// not.</summary>
/// <param name="file">The file.</param>
/// <param name="gzip">Whether to compress the rows.</param>
/// <param name="createWriter">Creates the writer of a segment from the stream and whether rows precede it.</param>
/// <param name="readFooterLength">Reads the size of what the next segment replaces at the end of the file.</param>
/// <param name="segmentRows">The number of rows of a segment.</param>
internal sealed class SegmentedRowWriter(
    ResumableFile file,
    bool gzip,
    Func<Stream, bool, IRowWriter> createWriter,
    Func<Stream, int> readFooterLength,
    int segmentRows = SegmentedRowWriter.SegmentRows
) : IRowWriter
{
    /// <summary>The default number of rows of a segment.</summary>
    public const int SegmentRows = 50_000;

    private Stream? _compressed;
    private IRowWriter? _writer;
    private int _rows;
    private int _failedRows;

    /// <inheritdoc/>
    public void Write(ClassifiedRow row)
    {
        OpenSegment();
        _writer!.Write(row);
        _rows++;
        _failedRows += row.Error is null ? 0 : 1;
        if (_rows == segmentRows)
        {
            CloseSegment();
            file.SetCheckpoint(_rows, _failedRows, readFooterLength(file.Stream));
            (_rows, _failedRows) = (0, 0);
        }
    }

    /// <summary>Does nothing: readers see the file only when it is complete, and flushing would change how it is
    /// compressed.</summary>
    public void Flush() { }

    /// <inheritdoc/>
    public void Finish()
    {
        if (file.Rows == 0)
        {
            // Writes the header of a file without rows.
            OpenSegment();
        }

        CloseSegment();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _compressed?.Dispose();
    }

    private void OpenSegment()
    {
        if (_writer is null)
        {
            _compressed = gzip
                ? new BufferedStream(new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true), 64 * 1024)
                : null;
            _writer = createWriter(_compressed ?? file.Stream, file.Rows > 0);
        }
    }

    private void CloseSegment()
    {
        _writer?.Finish();
        _writer?.Dispose();
        _compressed?.Dispose();
        (_writer, _compressed) = (null, null);
    }
}
