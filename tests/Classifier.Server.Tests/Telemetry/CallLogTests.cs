using System.Text.RegularExpressions;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

public sealed partial class CallLogTests
{
    private const string Headline = "Storm floods the coast road";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_logged_with_the_id_of_the_caller_and_without_headlines()
    {
        await using var server = await StartAsync("--Classifier:Telemetry:LogCalls", "All");

        var line = await ClassifyAsync(server, "ended with");

        Assert.Matches(Ended(), line);
        Assert.DoesNotContain("Storm", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headlines_are_logged_only_on_request()
    {
        await using var server = await StartAsync("--Classifier:Telemetry:LogHeadlines", "true");

        var line = await ClassifyAsync(server, "Classified");

        Assert.Contains($"“{Headline}”", line, StringComparison.Ordinal);
        Assert.Contains(TraceId, line, StringComparison.Ordinal);
    }

    private static Task<ServerProcess> StartAsync(params string[] args) =>
        ServerProcess.StartAsync(["--Classifier:Json:Url", "", .. args]);

    /// <summary>Classifies a headline and waits for a line of the log.</summary>
    private static async Task<string> ClassifyAsync(ServerProcess server, string text)
    {
        await new ClassifierService.ClassifierServiceClient(server.Channel).ClassifyAsync(
            new ClassifyRequest { Headline = Headline },
            new Metadata { { "traceparent", $"00-{TraceId}-b7ad6b7169203331-00" } },
            cancellationToken: Stop
        );
        return await server.WaitForLogAsync(text);
    }

    [GeneratedRegex($"grpc Classify ended with OK .* 1 items, trace {TraceId}")]
    private static partial Regex Ended();
}
