using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Training;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;

namespace Classifier.Cli.Commands.Data;

/// <summary>Represents <c>classifier data import</c>, which converts public data sets to labeled headlines.</summary>
internal static class DataImportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var format = new Argument<string>("format")
        {
            Description = "The format of the data set; see below.",
            HelpName = string.Join('|', Import.Formats.Keys),
        };
        format.AcceptOnlyFromAmong([.. Import.Formats.Keys]);
        var files = new Argument<string[]>("file")
        {
            Description = "The files of the data set, optionally with .gz.",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };
        var map = LabeledDataOptions.CreateLabelsMap();
        var output = CommonOptions.CreateTsvOutput();
        output.Required = true;
        var command = new DocumentedCommand(
            "import",
            "Converts public data sets to labeled headlines.",
            $"""
            Use it to train on a data set that is published in its own format. The output is a TSV file that train, evaluate and
            data check read. Invalid rows are reported and skipped; the exit code is 2 then.

            Formats:
            {string.Join('\n', Import.Formats.Select(known => $"  {known.Key, -16} {known.Value.Description}"))}

            Labels are kept unless --labels-map maps them to topics. training/data/labels-map.tsv maps those of the data sets above.

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
                parsed.Console,
                Import.Formats[parsed.GetValue(format)!],
                parsed.GetValue(files)!,
                LabeledDataOptions.ReadLabelsMap(parsed, map),
                parsed.GetValue(output)!
            )
        );
        return command;
    }

    private static int Run(CommandConsole console, ImportFormat format, string[] paths, LabelMap? map, string output)
    {
        using var file = OutputFile.Open(output, console);
        var (importedCount, unmappedCount) = (0, 0);
        var defects = new DefectLog(console);
        using (var table = new LabeledFileWriter(file.Stream))
        {
            foreach (var path in paths)
            {
                foreach (var headline in format.Read(path, defect => defects.Add(path, defect)))
                {
                    var mapped = map is null ? headline : map.Apply(headline);
                    if (mapped.Topic is null && mapped.Bait is null)
                    {
                        unmappedCount++;
                        continue;
                    }

                    table.Write(mapped);
                    importedCount++;
                }
            }
        }

        if (importedCount == 0)
        {
            throw new CommandException($"{string.Join(", ", paths)}: no row could be imported.");
        }

        file.Commit();
        console.WriteNotice(
            $"{Plural.Format(importedCount, "headline")} imported{(unmappedCount > 0 ? $"; {unmappedCount:N0} skipped because the map has no topic for their label" : "")}"
        );
        return defects.WriteSummary();
    }
}
