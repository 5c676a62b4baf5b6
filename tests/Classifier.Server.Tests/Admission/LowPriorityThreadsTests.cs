using System.Globalization;
using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public sealed class LowPriorityThreadsTests
{
    private const int NormalPolicy = 0;
    private const int IdlePolicy = 5;

    [Theory]
    [InlineData(false, 10, NormalPolicy)]
    [InlineData(true, 0, IdlePolicy)]
    public async Task Work_has_a_lower_priority_than_the_threads_that_post_it_and_complete_it(
        bool onlyWhenIdle,
        int niceValue,
        int policy
    )
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the priority of a thread in /proc.");
        using var threads = new LowPriorityThreads("test", 1, onlyWhenIdle);
        var own = ReadPriority();
        var completed = new TaskCompletionSource<((int, int) Work, (int, int) Completion)>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        threads.Post(() =>
        {
            var work = ReadPriority();
            return () => completed.SetResult((work, ReadPriority()));
        });

        Assert.Equal(((Math.Max(own.NiceValue, niceValue), policy), own), await completed.Task);
    }

    [Fact]
    public void All_work_that_was_posted_is_done_and_completed_when_the_threads_have_stopped()
    {
        var (done, completed) = (0, 0);
        using (var threads = new LowPriorityThreads("test", 2, onlyWhenIdle: true))
        {
            for (var i = 0; i < 100; i++)
            {
                threads.Post(() =>
                {
                    Interlocked.Increment(ref done);
                    return () => completed++;
                });
            }
        }

        Assert.Equal((100, 100), (done, completed));
    }

    /// <summary>Reads the nice value and the scheduling policy of the current thread, see proc(5).</summary>
    private static (int NiceValue, int Policy) ReadPriority()
    {
        var status = File.ReadAllText("/proc/thread-self/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        return (
            int.Parse(fields[16], CultureInfo.InvariantCulture),
            int.Parse(fields[38], CultureInfo.InvariantCulture)
        );
    }
}
