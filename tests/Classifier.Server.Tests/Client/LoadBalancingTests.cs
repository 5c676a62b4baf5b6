using System.Globalization;
using Classifier.Client;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Client;

/// <summary>Calls several servers, which are told apart by their limits.</summary>
public sealed class LoadBalancingTests
{
    private const int Callers = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_take_turns_over_three_servers_and_none_is_lost_when_one_is_killed()
    {
        var servers = await Task.WhenAll(
            new[] { 901, 902, 903 }.Select(limit =>
                ServerProcess.StartAsync(
                    "--Classifier:Limits:MaxHeadlineCharacters",
                    limit.ToString(CultureInfo.InvariantCulture)
                )
            )
        );
        try
        {
            using var client = new TestClient(servers.Select(server => server.Address));

            Assert.Equal(["901", "902", "903"], (await FindServersAsync(client.Client, 3)).Order());

            var answered = 0;
            var end = int.MaxValue;
            var warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var load = Enumerable
                .Range(0, Callers)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            while (Volatile.Read(ref answered) < Volatile.Read(ref end))
                            {
                                await client.Client.ClassifyAsync("Central bank raises rates", cancellationToken: Stop);
                                if (Interlocked.Increment(ref answered) == 500)
                                {
                                    warm.SetResult();
                                }
                            }
                        },
                        Stop
                    )
                )
                .ToArray();
            await await Task.WhenAny(warm.Task, Task.WhenAll(load));

            servers[1].Kill();
            Volatile.Write(ref end, Volatile.Read(ref answered) + 2_000);

            await Task.WhenAll(load);
            Assert.Equal(["901", "903"], (await FindServersAsync(client.Client, 2)).Order());
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Makes calls until a number of servers have answered, and returns their limits.</summary>
    private static async Task<HashSet<string>> FindServersAsync(ClassifierClient client, int count)
    {
        var limits = new HashSet<string>();
        while (limits.Count < count)
        {
            var error = await Assert.ThrowsAsync<ClassifierException>(() =>
                client.ClassifyAsync(new string('a', 1_000), cancellationToken: Stop)
            );
            limits.Add(error.Metadata["limit"]);
        }

        return limits;
    }
}
