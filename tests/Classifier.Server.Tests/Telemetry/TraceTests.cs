using System.Diagnostics;
using Classifier.Server.Telemetry;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Calls a server with the trace context of a caller (https://www.w3.org/TR/trace-context).</summary>
[InProcess("They listen to the spans of the process.")]
public sealed class TraceTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_continues_the_trace_of_its_caller_with_a_span_for_each_stage()
    {
        var caller = new ActivityContext(
            ActivityTraceId.CreateRandom(),
            ActivitySpanId.CreateRandom(),
            ActivityTraceFlags.Recorded
        );
        var spans = new List<Activity>();
        using var ended = new SemaphoreSlim(0);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or CallRecord.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == caller.TraceId
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId != caller.TraceId)
                {
                    return;
                }

                lock (spans)
                {
                    spans.Add(activity);
                }

                if (activity.Kind == ActivityKind.Server)
                {
                    ended.Release();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await server.Classifier.ClassifyBatchAsync(
            new ClassifyBatchRequest { Items = { new ClassifyItem { Headline = "Rates rise" } } },
            new Metadata { { "traceparent", $"00-{caller.TraceId}-{caller.SpanId}-01" } },
            cancellationToken: Stop
        );

        Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(20), Stop));
        var call = Assert.Single(spans, span => span.Kind == ActivityKind.Server);
        Assert.Equal(caller.SpanId, call.ParentSpanId);
        Assert.Equal("ClassifyBatch", call.DisplayName);
        Assert.Equal("OK", call.GetTagItem("rpc.response.status_code"));
        Assert.Equal(1, call.GetTagItem("classifier.items"));
        var stages = spans.Where(span => span != call).ToList();
        Assert.Equal(["queue", "score", "reply"], stages.Select(stage => stage.DisplayName));
        Assert.All(stages, stage => Assert.Equal(call.SpanId, stage.ParentSpanId));
    }
}
