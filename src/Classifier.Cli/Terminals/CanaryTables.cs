using Classifier.V1;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints the trial of a canary.</summary>
internal static class CanaryTables
{
    /// <summary>Prints counts, figures with intervals, and samples.</summary>
    public static void Write(IAnsiConsole console, CanaryTrial trial)
    {
        console.MarkupLineInterpolated(
            $"[bold]Canary[/] topic {trial.Canary.Topic}, clickbait {trial.Canary.Clickbait}; active topic {trial.Stable.Topic}, clickbait {trial.Stable.Clickbait}"
        );
        console.MarkupLineInterpolated(
            $"{(trial.Shadow ? "Scores" : "Answers")} {trial.Percent:0.##} % of the headlines since {trial.StartedAt.ToDateTime():u}: {trial.Selected:N0} of {trial.Headlines:N0}"
        );
        console.MarkupLineInterpolated(
            $"Compared {trial.Compared:N0}; not compared for lack of time {trial.Skipped:N0}"
        );
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Figure", "Value", "95 % interval");
        AddRow(table, "Same topic", trial.TopicAgreement, "P2");
        AddRow(table, "Same clickbait band", trial.BandAgreement, "P2");
        AddRow(table, "Shift of the clickbait score", trial.ClickbaitShift, "+0.0000;-0.0000;0.0000");
        AddRow(table, "Shift of the topic probability", trial.TopicShift, "+0.0000;-0.0000;0.0000");
        console.Write(table);
        if (trial.Samples.Count > 0)
        {
            WriteSamples(console, trial);
        }
    }

    private static void AddRow(Table table, string name, CanaryFigure figure, string format) =>
        table.AddRow(
            name,
            figure.Value.ToString(format, null),
            $"{figure.Low.ToString(format, null)} to {figure.High.ToString(format, null)}"
        );

    private static void WriteSamples(IAnsiConsole console, CanaryTrial trial)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Headline", "Active", "Canary");
        foreach (var sample in trial.Samples)
        {
            table.AddRow(
                Markup.Escape(sample.Stable.Headline),
                Markup.Escape(Describe(sample.Stable)),
                Markup.Escape(Describe(sample.Canary))
            );
        }

        console.Write(table);
    }

    private static string Describe(Classification classification)
    {
        var topic = classification.Topics.FirstOrDefault();
        var clickbait = classification.Clickbait;
        return string.Join(
            ", ",
            new[]
            {
                topic is null ? "" : $"{topic.Label} {topic.Score:0.00}",
                clickbait is null ? "" : $"{clickbait.Band.ToString().ToLowerInvariant()} {clickbait.Score:0.00}",
            }.Where(part => part.Length > 0)
        );
    }
}
