using System.Buffers;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Telemetry;
using Grpc.Core;

namespace Classifier.Server.Json;

/// <summary>Reads the bodies of requests within their limits.</summary>
internal static class JsonBody
{
    /// <summary>The bytes of a body that exceed its text: names, spaces, and options.</summary>
    public const int OverheadBytes = 64 * 1024;

    /// <summary>The maximum bytes of a character in JSON: a pair of surrogates, each written as an escape sequence.</summary>
    public const int MaxBytesPerCharacter = 12;

    /// <summary>The bytes that are reserved for a byte of a body: the body and what is read from it.</summary>
    private const int CostPerByte = 3;

    private const int ReadSize = 64 * 1024;

    /// <summary>Reads a whole body and reserves its bytes while they arrive.</summary>
    /// <param name="http">The HTTP context.</param>
    /// <param name="max">The maximum size of the body, in bytes.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the body is too large, or too many bytes are in flight.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, long max)
    {
        var call = CallContext.Of(http);
        var record = CallRecord.Of(http);
        var length = http.Request.ContentLength;
        if (length > max)
        {
            throw TooLarge(length.Value, max);
        }

        var body = new ArrayBufferWriter<byte>();
        while (body.WrittenCount < (length ?? long.MaxValue))
        {
            var size = (int)Math.Min(ReadSize, length - body.WrittenCount ?? ReadSize);
            var count = await http.Request.Body.ReadAsync(body.GetMemory(size), call.Cancellation);
            if (count == 0)
            {
                break;
            }

            body.Advance(count);
            record.BytesReceived += count;
            if (body.WrittenCount > max)
            {
                throw TooLarge(body.WrittenCount, max);
            }

            call.Reserve((long)CostPerByte * count);
        }

        return body.WrittenMemory;
    }

    private static RpcException TooLarge(long length, long max) =>
        MessageReader.CreateTooLargeException(length, (int)Math.Min(int.MaxValue, max));
}
