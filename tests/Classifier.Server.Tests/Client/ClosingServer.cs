using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Classifier.Server.Tests.Client;

/// <summary>Accepts an HTTP/2 connection and closes it by GOAWAY with NO_ERROR as soon as a request arrives, as a server does that stops
/// while the request is on its way.</summary>
internal sealed class ClosingServer : IDisposable
{
    private const int FrameHeaderBytes = 9;
    private const byte Headers = 1;
    private const int PrefaceBytes = 24;

    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    // The last stream that was processed is 0, and the error code is NO_ERROR.
    private static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private volatile bool _hasRefused;

    public ClosingServer()
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _ = RefuseAsync();
    }

    public string Address { get; }

    /// <summary>Gets whether a request was refused.</summary>
    public bool HasRefused => _hasRefused;

    public void Dispose() => _listener.Dispose();

    private async Task RefuseAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            await stream.WriteAsync(EmptySettings);
            await stream.ReadExactlyAsync(new byte[PrefaceBytes]);
            var header = new byte[FrameHeaderBytes];
            do
            {
                await stream.ReadExactlyAsync(header);
                var length = BinaryPrimitives.ReadInt32BigEndian(header) >> 8;
                await stream.ReadExactlyAsync(new byte[length]);
            } while (header[3] != Headers);

            _listener.Stop();
            _hasRefused = true;
            await stream.WriteAsync(GoAway);
            // The client reads GOAWAY before the end of the connection.
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
