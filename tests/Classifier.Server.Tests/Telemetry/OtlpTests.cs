using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Sends metrics, traces, and logs to a collector (https://opentelemetry.io/docs/specs/otlp).</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string Headline = "Storm floods the coast road";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly ConcurrentDictionary<string, byte[]> _received = new();
    private WebApplication _collector = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2)
            );
        _collector = builder.Build();
        _collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.AddOrUpdate(
                context.Request.Path.Value!.Split('.')[3],
                body.ToArray(),
                (_, before) => [.. before, .. body.ToArray()]
            );
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
        await _collector.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task A_collector_receives_metrics_and_traces_without_headlines()
    {
        var server = await RunningServer.StartAsync("--Classifier:Telemetry:OtlpEndpoint", _collector.Urls.First());
        await server.Classifier.ClassifyAsync(
            new ClassifyRequest { Headline = Headline },
            new Metadata { { "traceparent", $"00-{TraceId}-00f067aa0ba902b7-01" } },
            cancellationToken: Stop
        );
        await server.DisposeAsync(); // sends what is left

        Assert.True(Contains("metrics", "classifier.call.duration"));
        Assert.True(Contains("metrics", "classifier.headline.topics"));
        Assert.True(Contains("trace", Convert.FromHexString(TraceId)));
        Assert.True(Contains("trace", "score"));
        Assert.DoesNotContain(_received.Keys, signal => Contains(signal, Headline));
    }

    private bool Contains(string signal, string text) => Contains(signal, Encoding.UTF8.GetBytes(text));

    private bool Contains(string signal, byte[] bytes) =>
        _received.TryGetValue(signal, out var received) && received.AsSpan().IndexOf(bytes) >= 0;
}
