using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures JSON over HTTP beside gRPC on the same server. The client runs on the same machine.</summary>
internal static class JsonReport
{
    private const int Lines = 200_000;
    private const int Rounds = 5;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    /// <summary>Measures and returns the section.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        await using var server = await ChildProcess.StartAsync(
            typeof(Server.Program).Assembly.Location,
            "--urls",
            "http://127.0.0.1:0",
            "--Classifier:Json:Url",
            "http://127.0.0.1:0"
        );
        using var grpc = new RpcClient(server.Address, headlines);
        using var json = new HttpClient { BaseAddress = server.Addresses[1] };
        byte[][] bodies =
        [
            .. headlines.Take(100).Select(headline => JsonSerializer.SerializeToUtf8Bytes(new { headline })),
        ];
        Task ClassifyAsync(long number) =>
            PostAsync(json, "/v1/headlines:classify", "application/json", bodies[number % bodies.Length]);

        _ = await LoadTest.RunAsync(16, Time / 2, grpc.ClassifyAsync);
        _ = await LoadTest.RunAsync(16, Time / 2, ClassifyAsync);
        var text = new StringBuilder(
            "## JSON over HTTP, client and server on one machine\n\n| call | callers | p50 µs | p99 µs | headlines/s | p50 relative to gRPC |\n|---|---|---|---|---|---|\n"
        );
        foreach (var callers in new[] { 1, 16 })
        {
            var called = await LoadTest.RunAsync(callers, Time, grpc.ClassifyAsync);
            var posted = await LoadTest.RunAsync(callers, Time, ClassifyAsync);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| POST /v1/headlines:classify | {callers} | {posted.P50:N0} | {posted.P99:N0} | {posted.CallsPerSecond:N0} | {posted.P50 / called.P50:0.00} |\n"
            );
        }

        var lines = Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, Lines)
                    .Select(i =>
                        JsonSerializer.Serialize(new { id = $"{i}", headline = headlines[i % headlines.Length] }) + "\n"
                    )
            )
        );
        foreach (var streams in new[] { 1, 2 })
        {
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                await Task.WhenAll(
                    Enumerable
                        .Range(0, streams)
                        .Select(_ => PostAsync(json, "/v1/headlines:classifyBatch", "application/x-ndjson", lines))
                );
                best = clock.Elapsed < best ? clock.Elapsed : best;
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"| POST /v1/headlines:classifyBatch, {Lines:N0} lines | {streams} | – | – | {streams * Lines / best.TotalSeconds:N0} | – |\n"
            );
        }

        return text.Append('\n').ToString();
    }

    private static async Task PostAsync(HttpClient client, string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null);
    }
}
