using System.Globalization;
using Classifier.Benchmarks.Rpc;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Hostile;

/// <summary>Sends 40 pages that cost far more than their size, first one by one, then repeatedly while other callers classify
/// headlines.</summary>
internal static class HostilePageRun
{
    private const int Callers = 4;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        await using var server = await StartAsync();
        using var channel = CreateChannel(server);
        var pages = new ClassifierService.ClassifierServiceClient(channel);
        using var other = new RpcClient(server.Address, Headlines.Read(null));
        _ = await LoadTest.RunAsync(Callers, Time, other.ClassifyAsync);

        var results = new List<(string Name, double Seconds, double Megabytes, StatusCode Code)>();
        foreach (var (name, create) in HostilePages.All)
        {
            results.Add(await MeasureAsync(name, create()));
        }

        foreach (var (name, seconds, megabytes, code) in results.OrderByDescending(result => result.Seconds))
        {
            await Console.Error.WriteLineAsync($"{seconds:0.0} s, {megabytes:0} MB, {code}: {name}");
        }

        var alone = await LoadTest.RunAsync(Callers, Time, other.ClassifyAsync);
        using var end = new CancellationTokenSource();
        var attack = Enumerable.Range(0, 2).Select(_ => AttackAsync(pages, end.Token)).ToArray();
        var busy = await LoadTest.RunAsync(Callers, Time * 3, other.ClassifyAsync);
        await end.CancelAsync();
        await Task.WhenAll(attack);
        var refused = results.Count(result => result.Code == StatusCode.ResourceExhausted);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {results.Count} hostile pages, processor time of the server for each | at most {results.Max(result => result.Seconds):0.0} s; {refused} are refused |\n"
                + $"| the same, growth of resident memory | at most {results.Max(result => result.Megabytes):0} MB |\n"
                + $"| p99 of Classify meanwhile, {Callers} callers | {alone.P99:N0} µs alone, {busy.P99:N0} µs with two callers of hostile pages: {busy.P99 / alone.P99:0.00} times |\n"
        );
    }

    /// <summary>Measures a page on a server of its own, because memory of earlier pages stays with the process for a while.</summary>
    private static async Task<(string Name, double Seconds, double Megabytes, StatusCode Code)> MeasureAsync(
        string name,
        string html
    )
    {
        await using var server = await StartAsync();
        using var channel = CreateChannel(server);
        var client = new ClassifierService.ClassifierServiceClient(channel);
        await SendAsync(client, new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<h1>Rain</h1>") });
        var (idle, start, peak) = (server.ResidentMegabytes, server.ProcessorTime, 0.0);
        var call = SendAsync(client, new ClassifyPageRequest { Content = ByteString.CopyFromUtf8(html) });
        do
        {
            await Task.WhenAny(call, Task.Delay(20));
            peak = Math.Max(peak, server.ResidentMegabytes - idle);
        } while (!call.IsCompleted);

        return (name, (server.ProcessorTime - start).TotalSeconds, peak, await call);
    }

    private static Task<ChildProcess> StartAsync() =>
        ChildProcess.StartAsync(typeof(Server.Program).Assembly.Location, "--urls", "http://127.0.0.1:0");

    private static GrpcChannel CreateChannel(ChildProcess server) =>
        GrpcChannel.ForAddress(
            server.Address,
            new GrpcChannelOptions { MaxSendMessageSize = null, MaxReceiveMessageSize = null }
        );

    private static async Task AttackAsync(ClassifierService.ClassifierServiceClient client, CancellationToken end)
    {
        ClassifyPageRequest[] requests =
        [
            .. HostilePages
                .All.Take(16)
                .Select(page => new ClassifyPageRequest { Content = ByteString.CopyFromUtf8(page.Create()) }),
        ];
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            await SendAsync(client, requests[i % requests.Length]);
        }
    }

    private static async Task<StatusCode> SendAsync(
        ClassifierService.ClassifierServiceClient client,
        ClassifyPageRequest request
    )
    {
        try
        {
            await client.ClassifyPageAsync(request);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
