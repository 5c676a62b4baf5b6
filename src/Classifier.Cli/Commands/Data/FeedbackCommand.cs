using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Feedback;
using Classifier.Taxonomy;
using Classifier.Text;
using Classifier.Training;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;
using Spectre.Console;

namespace Classifier.Cli.Commands.Data;

/// <summary>Represents <c>classifier feedback</c>, which stores corrections of classifications for training.</summary>
internal static class FeedbackCommand
{
    private const string About = """
        Use it to collect what people correct, and to train on it with classifier train --with-feedback. A server that runs with
        --Classifier:Feedback:Store FILE adds the corrections that clients submit. Corrections are kept in one append-only file;
        identical ones are stored once. Each person's latest correction of a headline counts.
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "feedback",
            "Stores corrections of classifications for training.",
            $"""
            {About}

            Examples:
              classifier feedback import corrections.jsonl
              classifier feedback list
              classifier feedback stats
              classifier train topic --data headlines.tsv --with-feedback --output models/topic/2
            """
        )
        {
            CreateImport(),
            CreateList(),
            CreateExport(),
            CreateStats(),
        };

    private static DocumentedCommand CreateImport()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "One or more JSON Lines files of corrections, optionally with .gz.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        var store = CreateStoreOption();
        var command = new DocumentedCommand(
            "import",
            "Adds corrections from files to the store.",
            $$"""
            {{About}}

            Each line is a JSON object:
              headline  the headline
              topics    an array of topics, the main one first: IPTC qcodes, three-letter codes of the codebook, or your own labels
              bait      the clickbait grade, 0 to 3
              who       a name that is always the same for the same person
              when      the time, as ISO 8601
            Either topics or bait may be missing. Invalid lines are reported and skipped; the exit code is 2 then.

            Examples:
              classifier feedback import corrections.jsonl
              classifier feedback import monday.jsonl tuesday.jsonl.gz --store team.db

              A line of corrections.jsonl:
              {"headline":"Rain stops play","topics":["medtop:15000000"],"bait":0,"who":"ann","when":"2026-03-01T12:00:00Z"}
            """
        )
        {
            files,
            store,
        };
        command.SetAction(parsed =>
        {
            var defects = new DefectLog(parsed.Console);
            List<Correction> corrections =
            [
                .. parsed
                    .GetValue(files)!
                    .SelectMany(path => FeedbackLines.Read(path, defect => defects.Add(path, defect))),
            ];
            using var opened = FeedbackStore.Open(GetPath(parsed, store));
            var addedCount = opened.AddAll(corrections);
            parsed.Console.WriteLine(
                $"{Plural.Format(addedCount, "correction")} added to {opened.Path}; {corrections.Count - addedCount:N0} already stored"
            );
            return defects.WriteSummary();
        });
        return command;
    }

    private static DocumentedCommand CreateList()
    {
        var store = CreateStoreOption();
        var all = new Option<bool>("--all")
        {
            Description = "Also list corrections that a later one of the same person replaces.",
        };
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "list",
            "Lists each person's latest correction of each headline.",
            """
            Examples:
              classifier feedback list
              classifier feedback list --all --json
            """
        )
        {
            store,
            all,
            json,
        };
        command.SetAction(parsed =>
        {
            using var opened = FeedbackStore.Open(GetPath(parsed, store), create: false);
            var corrections = parsed.GetValue(all) ? opened.GetAll() : opened.GetLatest();
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(
                    corrections.Select(correction => new
                    {
                        correction.Headline,
                        correction.Topics,
                        correction.Bait,
                        Who = correction.Author,
                        When = correction.Timestamp,
                    })
                );
                return;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("When", "Who", "Headline", "Topics", "Bait");
            foreach (var correction in corrections)
            {
                table.AddRow(
                    correction.Timestamp.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    Markup.Escape(correction.Author),
                    Markup.Escape(PlainText.ForTerminal(correction.Headline)),
                    Markup.Escape(string.Join(", ", correction.Topics.Select(topic => IptcTopics.FromId(topic).Label))),
                    $"{correction.Bait}"
                );
            }

            ConsoleFactory.CreateOutput(parsed.Console).Write(table);
        });
        return command;
    }

    private static DocumentedCommand CreateExport()
    {
        var store = CreateStoreOption();
        var output = CommonOptions.CreateTsvOutput();
        var command = new DocumentedCommand(
            "export",
            "Writes corrections as a TSV file of labeled headlines.",
            """
            Use it to check corrections with data check, to edit them, or to train on them with train --data.

            Examples:
              classifier feedback export --output feedback.tsv
              classifier feedback export | head
            """
        )
        {
            store,
            output,
        };
        command.SetAction(parsed =>
        {
            var feedback = FeedbackHeadlines.Read(GetPath(parsed, store), 1);
            using var file = OutputFile.Open(parsed.GetValue(output), parsed.Console);
            using (var table = new LabeledFileWriter(file.Stream))
            {
                foreach (var headline in feedback.Headlines)
                {
                    table.Write(headline);
                }
            }

            file.Commit();
        });
        return command;
    }

    private static DocumentedCommand CreateStats()
    {
        var store = CreateStoreOption();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "stats",
            "Counts corrections by topic, clickbait grade and person.",
            """
            Examples:
              classifier feedback stats
              classifier feedback stats --store team.db --json
            """
        )
        {
            store,
            json,
        };
        command.SetAction(parsed =>
        {
            using var opened = FeedbackStore.Open(GetPath(parsed, store), create: false);
            var latest = opened.GetLatest();
            var stats = new
            {
                Store = opened.Path,
                Corrections = opened.Count,
                Counting = latest.Count,
                Topics = Count(latest.SelectMany(correction => correction.Topics)),
                Bait = Count(
                    latest
                        .Select(correction => correction.Bait?.ToString(CultureInfo.InvariantCulture))
                        .OfType<string>()
                ),
                Who = Count(latest.Select(correction => correction.Author)),
            };
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(stats);
                return;
            }

            parsed.Console.WriteLine(
                $"{Plural.Format(stats.Corrections, "correction")} in {stats.Store}, {stats.Counting:N0} of them the latest of their person"
            );
            var table = new Table().Border(TableBorder.Simple).AddColumns("", "", "Corrections");
            foreach (var (kind, counts) in new[] { ("topic", stats.Topics), ("bait", stats.Bait), ("who", stats.Who) })
            {
                foreach (var (name, count) in counts)
                {
                    table.AddRow(
                        kind,
                        Markup.Escape(kind == "topic" ? IptcTopics.Describe(name) : name),
                        $"{count:N0}"
                    );
                }
            }

            ConsoleFactory.CreateOutput(parsed.Console).Write(table);
        });
        return command;
    }

    private static Dictionary<string, int> Count(IEnumerable<string> values) =>
        values
            .CountBy(value => value)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary();

    private static Option<string?> CreateStoreOption() =>
        new("--store")
        {
            Description =
                $"The store's file. Default: ${FeedbackStore.EnvironmentVariable}, otherwise feedback.db in your application data folder.",
            HelpName = "FILE",
        };

    private static string GetPath(ParseResult parsed, Option<string?> store) =>
        parsed.GetValue(store) ?? FeedbackStore.DefaultPath;
}
