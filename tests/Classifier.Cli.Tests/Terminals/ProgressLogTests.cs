using System.Collections.Concurrent;
using System.Text;
using Classifier.Cli.Terminals;
using Xunit;

namespace Classifier.Cli.Tests.Terminals;

public sealed class ProgressLogTests
{
    [Fact]
    public async Task A_long_step_writes_signs_of_life_with_its_state()
    {
        await using var writer = new LineWriter();
        using (var log = new ProgressLog(writer, TimeSpan.FromSeconds(0.1), logSteps: true))
        {
            log.BeginStep("fitting");
            log.SetDetail("5 %");
            while (writer.Lines.Count < 2)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(["fitting", "fitting: 5 %"], writer.Lines.Take(2));
    }

    [Fact]
    public async Task Without_steps_only_signs_of_life_are_written()
    {
        await using var writer = new LineWriter();
        using (var log = new ProgressLog(writer, TimeSpan.FromHours(1), logSteps: false))
        {
            log.BeginStep("reading");
        }

        Assert.Empty(writer.Lines);
    }

    private sealed class LineWriter : TextWriter
    {
        public ConcurrentQueue<string?> Lines { get; } = [];

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => Lines.Enqueue(value);
    }
}
