using System.Globalization;
using Classifier.Benchmarks.Rpc;
using Classifier.V1;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Live;

/// <summary>Replaces the topic model under load: 16 unary callers, a batch caller, and a stream. The server holds one version, so that
/// every reload reads and checks a model.</summary>
internal static class ReloadRun
{
    private const int Callers = 16;
    private const int Rounds = 3;
    private const int ReloadsPerRound = 34;
    private const int EarlyReloads = 5;

    /// <summary>The time after which the memory of dropped versions is freed.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        using var models = new LiveModels();
        await using var server = await models.StartAsync(
            "--Classifier:MaxVersions",
            "1",
            "--Classifier:Reload:PollSeconds",
            "0"
        );
        using var channel = GrpcChannel.ForAddress(server.Addresses[^1]);
        var admin = new ModelAdminService.ModelAdminServiceClient(channel);
        using var client = new ReplyClient(server.Address, Headlines.Read(null));
        var reloads = 0;
        async Task ReloadAsync()
        {
            models.Activate(LiveModels.Topic, reloads % 2 == 0 ? "6" : "5");
            var response = await admin.ReloadAsync(new ReloadRequest());
            if (response.Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.Reason);
            }

            reloads++;
        }

        async Task ReloadRepeatedlyAsync()
        {
            for (var i = 0; i < ReloadsPerRound; i++)
            {
                await ReloadAsync();
                await Task.Delay(Pause);
            }
        }

        await client.LearnAsync();
        await ReloadAsync();
        await client.LearnAsync();
        await ReloadAsync();

        using var end = new CancellationTokenSource();
        var batches = Task.Run(() => client.CallBatchesAsync(end.Token));
        var chunks = Task.Run(() => client.StreamAsync(end.Token));
        var (quiet, busy) = (new List<LoadResult>(), new List<LoadResult>());
        _ = await LoadTest.RunAsync(Callers, TimeSpan.FromSeconds(3), client.ClassifyAsync);
        while (reloads < EarlyReloads)
        {
            await ReloadAsync();
        }

        await Task.Delay(Settling);
        var early = server.ResidentMegabytes;
        for (var round = 0; round < Rounds; round++)
        {
            quiet.Add(await LoadTest.RunAsync(Callers, TimeSpan.FromSeconds(6), client.ClassifyAsync));
            busy.Add(await LoadTest.RunDuringAsync(Callers, ReloadRepeatedlyAsync(), client.ClassifyAsync));
        }

        await Task.Delay(Settling);
        var late = server.ResidentMegabytes;
        await end.CancelAsync();
        var calls = $"{await batches:N0} batches, {await chunks:N0} chunks";
        var (p99Quiet, p99Busy) = (Median(quiet), Median(busy));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {reloads} reloads under load | 0 failed calls, {client.Mixed} replies of more than one version ({calls}) |\n"
                + $"| p99 of Classify, median of {Rounds} | {p99Quiet:N0} µs without reloads, {p99Busy:N0} µs with: {p99Busy / p99Quiet:0.00} times |\n"
                + $"| resident memory | {early:0} MB after {EarlyReloads} reloads, {late:0} MB after {reloads}: {late / early:0.00} times |\n"
        );
    }

    private static double Median(List<LoadResult> results) =>
        results.Select(result => result.P99).Order().ElementAt(results.Count / 2);
}
