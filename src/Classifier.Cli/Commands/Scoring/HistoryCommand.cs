using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.History;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier history</c>, which lists and deletes the runs in a history of <c>classifier page</c>.</summary>
internal static class HistoryCommand
{
    private const int DefaultDays = 90;

    private const string Examples = """
        Create a history with classifier page … --history FILE. Each run with this option adds its headlines.

        Examples:
          classifier history list days.sqlite
          classifier history prune days.sqlite --keep-days 30
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand("history", "Lists and deletes the runs in a history of classifier page.", Examples)
        {
            CreateList(),
            CreatePrune(),
        };

    private static DocumentedCommand CreateList()
    {
        var file = CreateFileArgument();
        var command = new DocumentedCommand(
            "list",
            "Lists all runs with their numbers of pages and headlines.",
            Examples
        )
        {
            file,
        };
        command.SetAction(parsed =>
        {
            using var history = PageHistory.Open(parsed.GetValue(file)!, create: false);
            parsed.Console.WriteLine("run\ttime\tpages\theadlines");
            foreach (var (id, time, pages, headlines) in history.List())
            {
                parsed.Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{id}\t{time}\t{pages}\t{headlines}")
                );
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DocumentedCommand CreatePrune()
    {
        var file = CreateFileArgument();
        var keepDays = new Option<int>("--keep-days")
        {
            Description = "The number of days whose runs are kept.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => DefaultDays,
        };
        var command = new DocumentedCommand("prune", "Deletes old runs and shrinks the file.", Examples)
        {
            file,
            keepDays,
        };
        command.SetAction(parsed =>
        {
            var days = parsed.GetValue(keepDays);
            if (days is < 0 or > 36_500)
            {
                throw new CommandException($"--keep-days must be a number from 0 to 36500, not {days}.");
            }

            using var history = PageHistory.Open(parsed.GetValue(file)!, create: false);
            var pruned = history.Prune(DateTimeOffset.UtcNow.AddDays(-days));
            parsed.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pruned} runs deleted"));
            return ExitCode.Success;
        });
        return command;
    }

    private static Argument<string> CreateFileArgument() =>
        new("history") { Description = "The SQLite file of the history.", HelpName = "FILE" };
}
