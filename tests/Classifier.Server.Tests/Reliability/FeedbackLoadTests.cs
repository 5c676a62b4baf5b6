using Classifier.Feedback;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Submits feedback while another program locks the store.</summary>
public sealed class FeedbackLoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-feedback-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_locked_store_does_not_block_other_calls_and_gives_a_status()
    {
        var path = Path.Combine(_folder, "feedback.db");
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Feedback:Store",
            path,
            "--Classifier:Feedback:WriteTimeoutSeconds",
            "2"
        );
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Stop);
        await using (var begin = connection.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(Stop);
        }

        var submissions = Enumerable
            .Range(0, 60)
            .Select(i =>
                Assert.ThrowsAsync<RpcException>(async () =>
                    await server.Feedback.SubmitFeedbackAsync(CreateRequest(i), cancellationToken: Stop)
                )
            )
            .ToArray();
        await server.Classifier.ClassifyAsync(
            new ClassifyRequest { Headline = "Rates rise" },
            deadline: DateTime.UtcNow.AddSeconds(1.5),
            cancellationToken: Stop
        );

        foreach (var error in await Task.WhenAll(submissions))
        {
            Assert.Equal(StatusCode.Unavailable, error.StatusCode);
            Assert.Equal("FEEDBACK_STORE_BUSY", error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
            Assert.NotNull(error.GetRpcStatus()!.GetDetail<RetryInfo>());
        }

        await connection.CloseAsync();
    }

    [Fact]
    public void A_full_disk_is_recognized()
    {
        Assert.True(new FeedbackException("full", new SqliteException("database or disk is full", 13)).IsDiskFull);
        Assert.True(new FeedbackException("busy", new SqliteException("database is locked", 5)).IsLocked);
        Assert.False(new FeedbackException("other", new SqliteException("disk I/O error", 10)).IsDiskFull);
    }

    private static SubmitFeedbackRequest CreateRequest(int i) =>
        new()
        {
            Headline = $"Rain stops play {i}",
            Bait = 1,
            Who = "ann",
        };
}
