using System.Globalization;
using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public sealed class LowPriorityThreadsTests
{
    [Fact]
    public async Task Work_has_a_lower_priority_than_the_threads_that_post_it_and_complete_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the priority of a thread in /proc.");
        using var threads = new LowPriorityThreads("test", 1);
        var own = ReadNiceValue();
        var completed = new TaskCompletionSource<(int Work, int Completion)>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        threads.Post(() =>
        {
            var work = ReadNiceValue();
            return () => completed.SetResult((work, ReadNiceValue()));
        });

        Assert.Equal((Math.Max(own, 10), own), await completed.Task);
    }

    [Fact]
    public void All_work_that_was_posted_is_done_and_completed_when_the_threads_have_stopped()
    {
        var (done, completed) = (0, 0);
        using (var threads = new LowPriorityThreads("test", 2))
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

    /// <summary>Reads the nice value of the current thread, see proc(5).</summary>
    private static int ReadNiceValue()
    {
        var status = File.ReadAllText("/proc/thread-self/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(fields[16], CultureInfo.InvariantCulture);
    }
}
