using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Classifier.Server.Admission;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Telemetry;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Json;

/// <summary>Classifies a stream of lines, each of which is a headline or an item in JSON, and writes a result for each line that is
/// not blank. A line that cannot be classified gets an error of its own. Memory does not depend on the length of the
/// stream.</summary>
/// <param name="http">The HTTP context.</param>
/// <param name="service">The service.</param>
/// <param name="options">The options of all lines, or <see langword="null"/>.</param>
/// <param name="limits">The limits.</param>
internal sealed class JsonLines(
    HttpContext http,
    ClassifierGrpcService service,
    ClassifyOptions? options,
    ServerLimits limits
) : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private const int MaxChunkItems = 1_000;

    private readonly CallContext _call = CallContext.Of(http);
    private readonly CallRecord _record = CallRecord.Of(http);
    private readonly PipeWriter _writer = http.Response.BodyWriter;
    private readonly Utf8JsonWriter _json = new(http.Response.BodyWriter, EncodedJson.Options);
    private readonly int _maxChunkItems = Math.Min(MaxChunkItems, limits.MaxBatchItems);
    private readonly long _maxLineBytes =
        JsonBody.OverheadBytes + ((long)JsonBody.MaxBytesPerCharacter * limits.MaxHeadlineCharacters);
    private readonly JsonItems _items = new();
    private readonly List<(long Line, RpcStatus? Error)> _lines = [];
    private long _line;
    private bool _isTooLong;

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Classifies all lines. An error that ends a stream becomes its last line if the response has started.</summary>
    /// <param name="body">The lines.</param>
    public async Task ClassifyAsync(PipeReader body)
    {
        try
        {
            await ClassifyLinesAsync(body);
        }
        catch (RpcException e) when (http.Response.HasStarted)
        {
            var status = JsonErrors.ToStatus(e);
            _record.Fail(status);
            WriteError(new ClassifyResult { Error = status });
            await _writer.FlushAsync(_call.Cancellation);
        }
    }

    private async Task ClassifyLinesAsync(PipeReader body)
    {
        while (true)
        {
            var read = await body.ReadAsync(_call.Cancellation);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var line))
            {
                AddLine(line);
                if (_lines.Count >= _maxChunkItems)
                {
                    await SendAsync();
                }
            }

            if (rest.Length > _maxLineBytes)
            {
                _isTooLong = true;
                rest = rest.Slice(rest.End);
            }

            await SendAsync(); // before the buffer is returned, so that a client can wait for each result
            if (body == http.Request.BodyReader)
            {
                _record.BytesReceived += read.Buffer.Slice(0, rest.Start).Length;
            }

            body.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf(LineFeed) is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        rest = isLast ? rest.Slice(rest.End) : rest;
        return isLast && !line.IsEmpty;
    }

    private void AddLine(ReadOnlySequence<byte> line)
    {
        _line++;
        var isTooLong = _isTooLong || line.Length > _maxLineBytes;
        _isTooLong = false;
        var path = string.Create(CultureInfo.InvariantCulture, $"lines[{_line}]");
        try
        {
            if (isTooLong)
            {
                throw JsonErrors.Invalid("LINE_TOO_LONG", path, $"exceeds the maximum of {_maxLineBytes} bytes");
            }

            var json = (line.IsSingleSegment ? line.FirstSpan : line.ToArray()).Trim(" \t\r"u8);
            if (!json.IsEmpty)
            {
                _items.AddItem(json, path);
                _lines.Add((_line, null));
            }
        }
        catch (RpcException e)
        {
            _record.AddItems(0, 1);
            _lines.Add((_line, JsonErrors.ToStatus(e)));
        }
    }

    private async Task SendAsync()
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var response = Array.Empty<byte>();
        if (_items.Count > 0)
        {
            if (options is not null)
            {
                _items.SetOptions(options);
            }

            response = JsonText.ToArray(
                await service.ClassifyBatchAsync(ItemsRequest.Create(_items.Message), _call, _record)
            );
        }

        using var results = JsonText.ReadResults(response).GetEnumerator();
        var item = 0;
        foreach (var (line, error) in _lines)
        {
            if (error is null && results.MoveNext())
            {
                WriteResult(results.Current.Span, item++, line);
            }
            else
            {
                WriteError(new ClassifyResult { Error = error });
            }
        }

        _items.Clear();
        _lines.Clear();
        await _writer.FlushAsync(_call.Cancellation);
    }

    /// <summary>Writes a result. An error names the line instead of the position in its chunk, which the client does not
    /// know.</summary>
    private void WriteResult(ReadOnlySpan<byte> encoded, int item, long line)
    {
        if (EncodedJson.HasField(encoded, ClassifyResult.ErrorFieldNumber))
        {
            var result = ClassifyResult.Parser.ParseFrom(encoded);
            result.Error = Rename(result.Error, $"items[{item}]", $"lines[{line}]");
            WriteError(result);
            return;
        }

        EncodedJson.ClassifyResult.Write(_json, encoded);
        _json.Flush();
        _json.Reset();
        _writer.Write("\n"u8);
    }

    private void WriteError(ClassifyResult result)
    {
        _writer.Write(JsonText.Format(result));
        _writer.Write("\n"u8);
    }

    private static RpcStatus Rename(RpcStatus error, string item, string line)
    {
        var info = error.GetDetail<ErrorInfo>()!;
        info.Metadata["field"] = Replace(info.Metadata["field"]);
        var request = error.GetDetail<BadRequest>()!;
        foreach (var violation in request.FieldViolations)
        {
            violation.Field = Replace(violation.Field);
            violation.Description = Replace(violation.Description);
        }

        return new RpcStatus
        {
            Code = error.Code,
            Message = Replace(error.Message),
            Details = { Any.Pack(info), Any.Pack(request) },
        };

        string Replace(string text) => text.Replace(item, line, StringComparison.Ordinal);
    }
}
