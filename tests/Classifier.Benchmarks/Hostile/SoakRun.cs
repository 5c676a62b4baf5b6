using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Classifier.Benchmarks.Rpc;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using HdrHistogram;

namespace Classifier.Benchmarks.Hostile;

/// <summary>Sends twice as much as the server can answer: batches, single calls, and pages, with streams that read slowly, calls that are
/// reset, and connections that send half a request. Compares what clients count with what the server's metrics count.</summary>
internal static class SoakRun
{
    private const int BatchSize = 1_000;
    private const int Connections = 8;

    /// <summary>The time after which memory must not grow.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync(TimeSpan time)
    {
        await using var server = await ChildProcess.StartAsync(
            typeof(Server.Program).Assembly.Location,
            "--urls",
            "http://127.0.0.1:0",
            "--Classifier:Limits:MaxItemsInFlight",
            "40000",
            "--Classifier:Telemetry:PrometheusUrl",
            "http://127.0.0.1:0"
        );
        var channels = Enumerable
            .Range(0, Connections)
            .Select(_ => GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxRetryAttempts = null }))
            .ToArray();
        var counts = new ConcurrentDictionary<string, long>();
        var histogram = new LongConcurrentHistogram(1, TimeStamp.Minutes(5), 3);
        var headlines = Headlines.Read(null);
        var batch = new ClassifyBatchRequest
        {
            Items = { headlines.Take(BatchSize).Select(headline => new ClassifyItem { Headline = headline }) },
        };
        var single = new ClassifyRequest { Headline = headlines[0] };
        var page = new ClassifyPageRequest
        {
            Content = ByteString.CopyFromUtf8(
                "<h1>Rain</h1>" + string.Concat(headlines.Take(200).Select(h => $"<li><a href=/x>{h}</a>"))
            ),
        };

        async Task CallAsync(long number)
        {
            var client = new ClassifierService.ClassifierServiceClient(channels[number % Connections]);
            using var reset = new CancellationTokenSource();
            if (number % 20 == 0)
            {
                reset.CancelAfter(TimeSpan.FromMilliseconds(number % 7));
            }

            var start = Stopwatch.GetTimestamp();
            var outcome = "OK";
            try
            {
                if (number % 10 == 1)
                {
                    await client.ClassifyPageAsync(page, cancellationToken: reset.Token);
                }
                else if (number % 10 < 4)
                {
                    await client.ClassifyAsync(single, cancellationToken: reset.Token);
                }
                else
                {
                    await client.ClassifyBatchAsync(batch, cancellationToken: reset.Token);
                }

                histogram.RecordValue(Stopwatch.GetTimestamp() - start);
            }
            catch (RpcException e)
            {
                outcome =
                    e.StatusCode == StatusCode.ResourceExhausted && e.GetRpcStatus()?.GetDetail<RetryInfo>() is null
                        ? "RESOURCE_EXHAUSTED without a hint"
                        : e.StatusCode.ToString();
            }

            counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        }

        // The capacity is what callers that wait for each answer get through.
        counts.Clear();
        var capacity = (await LoadTest.RunAsync(8, TimeSpan.FromSeconds(10), CallAsync)).CallsPerSecond;
        using var end = new CancellationTokenSource();
        var streams = Enumerable.Range(0, 4).Select(i => ReadSlowlyAsync(channels[i], batch, end.Token)).ToArray();
        using var halfOpen = new HalfOpenConnections(server.Address, 20);

        histogram.Reset();
        var pending = new ConcurrentDictionary<long, Task>();
        var (clock, number, settled, peak) = (Stopwatch.StartNew(), 0L, 0.0, 0.0);
        while (clock.Elapsed < time)
        {
            for (var due = (long)(2 * capacity * clock.Elapsed.TotalSeconds); number < due; number++)
            {
                var id = number;
                pending[id] = Task.Run(async () =>
                {
                    await CallAsync(id);
                    pending.TryRemove(id, out _);
                });
            }

            await Task.Delay(5);
            if (clock.Elapsed < Settling)
            {
                settled = Math.Max(settled, server.ResidentMegabytes);
            }
            else
            {
                peak = Math.Max(peak, server.ResidentMegabytes);
            }
        }

        await Task.WhenAll(pending.Values).WaitAsync(TimeSpan.FromMinutes(5));
        await end.CancelAsync();
        await Task.WhenAll(streams);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var recorded = await ReadMetricsAsync(server.Addresses[^1]);
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        var p99 = histogram.GetValueAtPercentile(99) * 1e3 / Stopwatch.Frequency;
        var sent = counts.Values.Sum();
        string Format(IEnumerable<KeyValuePair<string, long>> values) =>
            string.Join(
                ", ",
                values.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value:N0} {pair.Key}")
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {time.TotalMinutes:0.0} minutes at twice the capacity of {capacity:N0} calls/s | {sent:N0} calls: {Format(counts)} |\n"
                + $"| the same, as the server counts | {recorded.Values.Sum():N0} calls: {Format(recorded)} |\n"
                + $"| p99 of the calls that were answered | {p99:N0} ms |\n"
                + $"| resident memory, maximum | {settled:N0} MB in the first minute, {peak:N0} MB after it |\n"
        );
    }

    private static async Task ReadSlowlyAsync(GrpcChannel channel, ClassifyBatchRequest batch, CancellationToken end)
    {
        var chunk = new ClassifyStreamRequest { Items = { batch.Items } };
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var call = new ClassifierService.ClassifierServiceClient(channel).ClassifyStream(
                    cancellationToken: end
                );
                var writing = Task.Run(
                    async () =>
                    {
                        while (true)
                        {
                            await call.RequestStream.WriteAsync(chunk, end);
                        }
                    },
                    end
                );
                while (await call.ResponseStream.MoveNext(end))
                {
                    await Task.Delay(500, end);
                }

                await writing;
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException)
            {
                // The server ends streams that it has no room for; they are opened again.
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    /// <summary>Returns the number of unary calls by code.</summary>
    private static async Task<Dictionary<string, long>> ReadMetricsAsync(Uri address)
    {
        using var client = new HttpClient();
        var calls = new Dictionary<string, long>();
        foreach (var line in (await client.GetStringAsync(new Uri(address, "/metrics"))).Split('\n'))
        {
            if (
                line.StartsWith("classifier_call_duration_seconds_count{", StringComparison.Ordinal)
                && !line.Contains("ClassifyStream", StringComparison.Ordinal)
                && !line.Contains("\"json\"", StringComparison.Ordinal)
            )
            {
                var code = line.Split("code=\"")[1].Split('"')[0];
                var count = double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
                calls[code] = calls.GetValueOrDefault(code) + (long)count;
            }
        }

        return calls;
    }

    /// <summary>Represents connections that send the beginning of a request and nothing more.</summary>
    private sealed class HalfOpenConnections : IDisposable
    {
        private readonly List<TcpClient> _clients = [];

        public HalfOpenConnections(Uri address, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var client = new TcpClient(address.Host, address.Port);
                client.GetStream().Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8[..(i + 4)]);
                _clients.Add(client);
            }
        }

        public void Dispose() => _clients.ForEach(client => client.Dispose());
    }
}
