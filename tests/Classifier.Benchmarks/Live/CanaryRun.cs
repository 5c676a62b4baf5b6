using System.Globalization;
using Classifier.Benchmarks.Rpc;
using Classifier.Models;
using Classifier.V1;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Live;

/// <summary>Measures the share of calls that a canary of 10 % answers, and what a canary in the shadow costs.</summary>
internal static class CanaryRun
{
    private const int Callers = 16;
    private const int Calls = 100_000;
    private const int Rounds = 5;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        using var models = new LiveModels();
        ActiveVersion.SetLabel(Path.Combine(models.Root, LiveModels.Topic), ActiveFile.CanaryLabel, "6", "5");
        ActiveVersion.SetLabel(Path.Combine(models.Root, LiveModels.Clickbait), ActiveFile.CanaryLabel, "6", "5");
        var headlines = CreateHeadlines();
        return await MeasureShareAsync(models, headlines) + await MeasureShadowAsync(models, headlines);
    }

    private static async Task<string> MeasureShareAsync(LiveModels models, string[] headlines)
    {
        await using var server = await models.StartAsync("--Classifier:Canary:Percent", "10");
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new ClassifierService.ClassifierServiceClient(channel);
        async Task<bool> IsCanaryAsync(string headline)
        {
            var response = await client.ClassifyAsync(new ClassifyRequest { Headline = headline });
            return response.Classification.ModelVersions is { Topic: "6", Clickbait: "6" };
        }

        var answers = new bool[Calls];
        await Parallel.ForAsync(
            0,
            Calls,
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (i, _) => answers[i] = await IsCanaryAsync(headlines[i])
        );
        var changed = 0;
        for (var i = 0; i < Calls; i += 100)
        {
            changed += await IsCanaryAsync(headlines[i].ToUpperInvariant()) == answers[i] ? 0 : 1;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| canary at 10 % | {answers.Count(isCanary => isCanary) / (double)Calls:P2} of {Calls:N0} calls; {changed} of {Calls / 100:N0} repeated headlines got another version |\n"
        );
    }

    private static async Task<string> MeasureShadowAsync(LiveModels models, string[] headlines)
    {
        await using var plain = await models.StartAsync();
        await using var shadow = await models.StartAsync(
            "--Classifier:Canary:Percent",
            "100",
            "--Classifier:Canary:Shadow",
            "true"
        );
        using var plainClient = new RpcClient(plain.Address, headlines);
        using var shadowClient = new RpcClient(shadow.Address, headlines);
        var text = "";
        foreach (var callers in new[] { 1, Callers })
        {
            _ = await LoadTest.RunAsync(callers, Time, plainClient.ClassifyAsync);
            _ = await LoadTest.RunAsync(callers, Time, shadowClient.ClassifyAsync);
            var (without, with) = (new List<Cost>(), new List<Cost>());
            for (var round = 0; round < Rounds; round++)
            {
                without.Add(await MeasureCostAsync(plain, callers, plainClient));
                with.Add(await MeasureCostAsync(shadow, callers, shadowClient));
            }

            text +=
                FormatRow($"p50 of Classify with {callers} callers", without, with, cost => cost.P50)
                + FormatRow(
                    $"processor time of the server per call with {callers} callers",
                    without,
                    with,
                    cost => cost.Processor
                );
        }

        using var channel = GrpcChannel.ForAddress(shadow.Addresses[^1]);
        var status = await new ModelAdminService.ModelAdminServiceClient(channel).CanaryStatusAsync(
            new CanaryStatusRequest()
        );
        return text
            + string.Create(
                CultureInfo.InvariantCulture,
                $"| headlines compared in the shadow | {status.Trial.Compared:N0} of {status.Trial.Selected:N0} |\n"
            );
    }

    /// <summary>Measures the latency, and the processor time of the server, which other load on the machine does not change.</summary>
    private static async Task<Cost> MeasureCostAsync(ChildProcess server, int callers, RpcClient client)
    {
        var (before, calls) = (server.ProcessorTime, 0L);
        var result = await LoadTest.RunAsync(
            callers,
            Time,
            number =>
            {
                Interlocked.Increment(ref calls);
                return client.ClassifyAsync(number);
            }
        );
        return new Cost(result.P50, (server.ProcessorTime - before).TotalMicroseconds / calls);
    }

    private static string FormatRow(string figure, List<Cost> without, List<Cost> with, Func<Cost, double> get)
    {
        var (plain, shadow) = (Median(without.Select(get)), Median(with.Select(get)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| canary in the shadow of all calls: {figure}, median of {Rounds} | {plain:N0} µs without, {shadow:N0} µs with: {shadow / plain:0.00} times |\n"
        );
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>Makes the project's headlines distinct.</summary>
    private static string[] CreateHeadlines() =>
        [.. Headlines.Read(null).Take(Calls).Select((headline, i) => $"{headline} report {i}")];

    /// <summary>Represents the cost of a call in microseconds.</summary>
    private sealed record Cost(double P50, double Processor);
}
