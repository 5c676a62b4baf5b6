using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Tests.Common;

/// <summary>Runs the server in a separate process, so that its memory and its log can be observed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Gets the addresses in the order of their names: gRPC, JSON, administration, metrics.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public string Address => Addresses[0];

    /// <summary>Gets the ID of the process.</summary>
    public int Id => _process.Id;

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Waits for a line of the log that contains a text.</summary>
    public async Task<string> WaitForLogAsync(string text)
    {
        while (true)
        {
            Task changed;
            lock (_log)
            {
                changed = _changed.Task;
            }

            if (Log.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
    }

    public static async Task<ServerProcess> StartAsync(params string[] args)
    {
        var server = new ServerProcess(ServerProgram.Start(["--urls", "http://127.0.0.1:0", .. args]));
        while (server.Addresses.Count == 0)
        {
            var line =
                await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException(
                    await server._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
                );
            server.Addresses =
            [
                .. line.Split(' ')
                    .Where(word =>
                        word.StartsWith("http://", StringComparison.Ordinal)
                        || word.StartsWith("https://", StringComparison.Ordinal)
                    ),
            ];
        }

        _ = server.AppendAsync(server._process.StandardOutput);
        _ = server.AppendAsync(server._process.StandardError);
        server.Channel = CreateChannel(server.Address);
        return server;
    }

    public static GrpcChannel CreateChannel(string address) =>
        GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null }
        );

    /// <summary>Asks the server to stop, as an operator does.</summary>
    public void RequestStop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends the process without a chance to finish its calls.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AppendAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.AppendLine(line);
                _changed.SetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
