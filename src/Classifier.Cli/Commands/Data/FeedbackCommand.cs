using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Feedback;
using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;
using Spectre.Console;

namespace Classifier.Cli.Commands.Data;

/// <summary><c>classifier feedback</c>: corrections, kept to learn from.</summary>
internal static class FeedbackCommand
{
    private const int DefectsShown = 20;

    private const string About = """
        Corrections stand in one file, to which they are only ever added; the same one is stored once. What a person said last of
        a headline counts. classifier train --with-feedback learns from them, and a server with --Classifier:Feedback:Store FILE
        adds those that clients submit.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "feedback",
            "Keeps corrections to learn from.",
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
            Import(),
            List(),
            Export(),
            Stats(),
        };

    private static DocumentedCommand Import()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Files of corrections: a JSON object a line.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        var store = StoreOption();
        var command = new DocumentedCommand(
            "import",
            "Adds corrections from files.",
            $$"""
            {{About}}

            A line is an object with headline, topics (an array: IPTC qcodes, codes of the codebook or labels of your own; the main
            one first), bait (0 to 3), who (always the same for one person) and when (ISO 8601). One of topics and bait may be left
            out. Lines that are wrong are told and left out; exit code 2 then.

              {"headline":"Rain stops play","topics":["medtop:15000000"],"bait":0,"who":"ann","when":"2026-03-01T12:00:00Z"}

            Examples:
              classifier feedback import corrections.jsonl
              classifier feedback import monday.jsonl tuesday.jsonl.gz --store team.db
            """
        )
        {
            files,
            store,
        };
        command.SetAction(parsed =>
        {
            var (bad, read) = (0, new List<Correction>());
            foreach (var path in parsed.GetValue(files)!)
            {
                read.AddRange(
                    FeedbackLines.Read(
                        path,
                        defect =>
                        {
                            if (bad++ < DefectsShown)
                            {
                                CommandLineHost.WriteError(defect.In(path));
                            }
                        }
                    )
                );
            }

            using var opened = FeedbackStore.Open(PathOf(parsed, store));
            var added = opened.AddAll(read);
            Console.WriteLine(
                $"{added:N0} corrections added to {opened.Path}; {read.Count - added:N0} were there already"
            );
            if (bad == 0)
            {
                return ExitCode.Success;
            }

            CommandLineHost.WriteError(
                $"{bad:N0} lines are no corrections{(bad > DefectsShown ? $"; the first {DefectsShown} are shown" : "")}"
            );
            return ExitCode.PartialFailure;
        });
        return command;
    }

    private static DocumentedCommand List()
    {
        var store = StoreOption();
        var all = new Option<bool>("--all") { Description = "Also what was said before and counts no more." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "list",
            "Lists what each person said last of each headline.",
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
            using var opened = FeedbackStore.Open(PathOf(parsed, store), create: false);
            var corrections = parsed.GetValue(all) ? opened.GetAll() : opened.GetLatest();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(corrections);
                return;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("When", "Who", "Headline", "Topics", "Bait");
            foreach (var correction in corrections)
            {
                table.AddRow(
                    correction.Timestamp.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    Markup.Escape(correction.Author),
                    Markup.Escape(PlainText.OneLine(correction.Headline)),
                    Markup.Escape(string.Join(", ", correction.Topics.Select(topic => IptcTopics.FromId(topic).Label))),
                    $"{correction.Bait}"
                );
            }

            ConsoleFactory.CreateOutput().Write(table);
        });
        return command;
    }

    private static DocumentedCommand Export()
    {
        var store = StoreOption();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The TSV to write, with .gz compressed; - for standard output.",
            HelpName = "FILE|-",
        };
        var command = new DocumentedCommand(
            "export",
            "Writes corrections as labeled headlines, as training reads them.",
            """
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
            var feedback = FeedbackHeadlines.Read(PathOf(parsed, store), 1);
            using var file = OutputFile.Open(parsed.GetValue(output));
            using (var table = new LabeledTable(file.Stream))
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

    private static DocumentedCommand Stats()
    {
        var store = StoreOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "stats",
            "Counts corrections by topic, bait and person.",
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
            using var opened = FeedbackStore.Open(PathOf(parsed, store), create: false);
            var latest = opened.GetLatest();
            var stats = new
            {
                Store = opened.Path,
                Corrections = opened.Count,
                Counting = latest.Count,
                Topics = Counted(latest.SelectMany(correction => correction.Topics)),
                Bait = Counted(
                    latest
                        .Select(correction => correction.Bait?.ToString(CultureInfo.InvariantCulture))
                        .OfType<string>()
                ),
                Who = Counted(latest.Select(correction => correction.Author)),
            };
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(stats);
                return;
            }

            Console.WriteLine(
                $"{stats.Corrections:N0} corrections in {stats.Store}, of which {stats.Counting:N0} count"
            );
            var table = new Table().Border(TableBorder.Simple).AddColumns("", "", "Corrections");
            foreach (var (kind, counts) in new[] { ("topic", stats.Topics), ("bait", stats.Bait), ("who", stats.Who) })
            {
                foreach (var (name, count) in counts)
                {
                    table.AddRow(
                        kind,
                        Markup.Escape(kind == "topic" ? IptcTopics.FromId(name).Label : name),
                        $"{count:N0}"
                    );
                }
            }

            ConsoleFactory.CreateOutput().Write(table);
        });
        return command;
    }

    private static Dictionary<string, int> Counted(IEnumerable<string> values) =>
        values
            .CountBy(value => value)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary();

    private static Option<string?> StoreOption() =>
        new("--store")
        {
            Description =
                $"The file of the store; left out: ${FeedbackStore.EnvironmentVariable}, else feedback.db in your folder for programs' data.",
            HelpName = "FILE",
        };

    private static string PathOf(ParseResult parsed, Option<string?> store) =>
        parsed.GetValue(store) ?? FeedbackStore.DefaultPath;
}
