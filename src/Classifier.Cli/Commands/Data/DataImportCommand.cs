using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Training;
using Classifier.Cli.Output;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;

namespace Classifier.Cli.Commands.Data;

/// <summary><c>classifier data import</c>: public data sets in, labeled headlines out.</summary>
internal static class DataImportCommand
{
    private const int DefectsShown = 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var format = new Argument<string>("format")
        {
            Description = "The data set's format.",
            HelpName = string.Join('|', Import.Formats.Keys),
        };
        format.AcceptOnlyFromAmong([.. Import.Formats.Keys]);
        var files = new Argument<string[]>("file")
        {
            Description = "Its files, perhaps with .gz.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        var map = LabeledDataOptions.CreateLabelsMap();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The TSV to write, with .gz compressed; - for standard output.",
            HelpName = "FILE|-",
            Required = true,
        };
        var command = new DocumentedCommand(
            "import",
            "Converts public data sets to labeled headlines.",
            $"""
            Formats:
            {string.Join('\n', Import.Formats.Select(known => $"  {known.Key, -16} {known.Value.Description}"))}

            Labels stay as they are unless --labels-map joins them to topics; training/data/labels-map.tsv does so for those above.
            The result is what train, evaluate and data check read. A row that cannot be read is told and left out; exit code 2 then.

            Examples:
              classifier data import ag-news train.csv --labels-map training/data/labels-map.tsv --output ag.tsv
              classifier data import stop-clickbait clickbait_data.gz non_clickbait_data.gz --output stop.tsv.gz
              classifier data import webis-clickbait clickbait17-validation/instances.jsonl --output webis.tsv
              classifier data import fasttext cooking.train --output cooking.tsv
            """
        )
        {
            format,
            files,
            map,
            output,
        };
        command.SetAction(parsed =>
            Run(
                Import.Formats[parsed.GetValue(format)!],
                parsed.GetValue(files)!,
                parsed.GetValue(map),
                parsed.GetValue(output)!
            )
        );
        return command;
    }

    private static int Run(ImportFormat format, string[] paths, FileInfo? mapFile, string output)
    {
        var map = mapFile is null ? null : LabelMap.Read(mapFile.ToString());
        using var file = OutputFile.Open(output);
        var (rows, bad, unmapped) = (0, 0, 0);
        using (var table = new LabeledTable(file.Stream))
        {
            foreach (var path in paths)
            {
                var headlines = format.Read(
                    path,
                    defect =>
                    {
                        if (bad++ < DefectsShown)
                        {
                            CommandLineHost.WriteError(defect.In(path));
                        }
                    }
                );
                foreach (var headline in headlines)
                {
                    var mapped = map is null ? headline : map.Apply(headline);
                    if (mapped.Topic is null && mapped.Bait is null)
                    {
                        unmapped++;
                        continue;
                    }

                    table.Write(mapped);
                    rows++;
                }
            }
        }

        if (rows == 0)
        {
            throw new CommandException($"{string.Join(", ", paths)}: there is no row to import.");
        }

        file.Commit();
        Console.Error.WriteLine(
            $"{rows:N0} headlines imported{(unmapped > 0 ? $"; {unmapped:N0} left out, whose label the map joins to no topic" : "")}"
        );
        if (bad == 0)
        {
            return ExitCode.Success;
        }

        CommandLineHost.WriteError(
            $"{bad:N0} rows could not be read{(bad > DefectsShown ? $", of which the first {DefectsShown} are shown" : "")}"
        );
        return ExitCode.PartialFailure;
    }
}
