using System.Globalization;
using Classifier.Client;
using Classifier.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Benchmarks.Live;

/// <summary>Stops one of two servers under a unary load of a retrying client, with open streams and a Watch.</summary>
internal static class ShutdownRun
{
    private const int Callers = 16;
    private const int GraceSeconds = 5;
    private const int Rounds = 3;

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        using var models = new LiveModels();
        var (calls, failures, slowest) = (0L, 0L, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            await using var first = await models.StartAsync();
            await using var second = await models.StartAsync();
            await using var services = new ServiceCollection()
                .AddClassifierClient(options =>
                {
                    options.Addresses.Add(first.Address);
                    options.Addresses.Add(second.Address);
                })
                .Services.BuildServiceProvider();
            var client = services.GetRequiredService<ClassifierClient>();
            using var direct = GrpcChannel.ForAddress(first.Address);
            using var stream = new ClassifierService.ClassifierServiceClient(direct).ClassifyStream();
            using var watch = new Health.HealthClient(direct).Watch(new HealthCheckRequest());
            _ = await watch.ResponseStream.MoveNext(CancellationToken.None);
            using var end = new CancellationTokenSource();
            var load = Task.WhenAll(
                Enumerable
                    .Range(0, Callers)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            while (!end.IsCancellationRequested)
                            {
                                Interlocked.Increment(ref calls);
                                try
                                {
                                    await client.ClassifyAsync("Rates rise");
                                }
                                catch (ClassifierException)
                                {
                                    Interlocked.Increment(ref failures);
                                }
                            }
                        })
                    )
            );
            await Task.Delay(TimeSpan.FromSeconds(2));
            var time = await first.StopAsync();
            slowest = time > slowest ? time : slowest;
            await Task.Delay(TimeSpan.FromSeconds(1));
            await end.CancelAsync();
            await load;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| SIGTERM to one of two servers under load, {Rounds} times | {failures} of {calls:N0} calls failed for clients that retry UNAVAILABLE |\n"
                + $"| time to the end of the process with an open stream and a Watch | at most {slowest.TotalSeconds:0.0} s with a grace period of {GraceSeconds} s |\n"
        );
    }
}
