using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Classifier.Server.Tests.Client;

/// <summary>Accepts HTTP/2 connections and closes each one by GOAWAY with NO_ERROR as soon as the first request arrives, as a server does
/// that stops while the request is on its way.</summary>
internal sealed class ClosingServer : IDisposable
{
    private const int FrameHeaderBytes = 9;
    private const byte Headers = 1;
    private const int PrefaceBytes = 24;

    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    // The last stream that was processed is 0, and the error code is NO_ERROR.
    private static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _refusedCalls;

    public ClosingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public int RefusedCalls => Volatile.Read(ref _refusedCalls);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = RefuseAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task RefuseAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                await stream.WriteAsync(EmptySettings);
                await stream.ReadExactlyAsync(new byte[PrefaceBytes]);
                var header = new byte[FrameHeaderBytes];
                do
                {
                    await stream.ReadExactlyAsync(header);
                    var length = BinaryPrimitives.ReadInt32BigEndian(header) >> 8;
                    await stream.ReadExactlyAsync(new byte[length]);
                } while (header[3] != Headers);

                Interlocked.Increment(ref _refusedCalls);
                await stream.WriteAsync(GoAway);
                // The client reads GOAWAY before the end of the connection.
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
            }
            catch (IOException)
            {
                // The client closed the connection first.
            }
        }
    }
}
