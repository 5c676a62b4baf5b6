using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Training.Evaluation.Pages;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate pages</c>, which measures the extraction of headlines from pages.</summary>
internal static class EvaluatePagesCommand
{
    private static readonly string[] Changes = ["names", "titles", "headings", "lists", "nesting"];

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "A folder with NAME.html or NAME.txt and NAME.gold.json for each page.",
            HelpName = "DIR",
        };
        var json = CommonOptions.CreateJson();
        var change = new Option<PageChange>("--change")
        {
            Description =
                "Change the markup of the pages before they are read, to measure what the extraction relies on.",
            HelpName = string.Join('|', Changes),
        };
        change.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Changes);
        var learned = new Option<DirectoryInfo[]>("--learned")
        {
            Description =
                "Detect lists with trees trained on the pages of these folders instead of the rules; the trees for a page are trained without it.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        var mutations = new Option<bool>("--mutations")
        {
            Description =
                "Rename each class, id, wrapper, and host in turn to a hostile name, and report the share of headlines lost.",
        };
        var command = new DocumentedCommand(
            "pages",
            "Measures the extraction of headlines from saved pages.",
            """
            Use it after a change of the extraction, or on pages of your own. A headline is right if its text equals that of the gold
            file after white space, quotes, dashes, and dots are normalized. A list is right if it shares more than half of its headlines
            with a list of the gold file. Pages without lists show the number of false headlines.

            Examples:
              classifier evaluate pages tests/Classifier.Tests/Pages/Fixtures
              classifier evaluate pages gold/ --json
              classifier evaluate pages gold/ --change names       with meaningless classes and ids
              classifier evaluate pages gold/ --mutations          with one hostile name at a time
              classifier evaluate pages gold/ --learned gold/      with trained trees instead of the rules
            """
        )
        {
            folder,
            change,
            mutations,
            learned,
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(mutations))
            {
                var hostile = HostileNameScores.OfFolder(parsed.GetValue(folder)!.FullName);
                if (parsed.GetValue(json))
                {
                    parsed.Console.WriteJson(hostile);
                }
                else
                {
                    parsed.Console.WriteLine(Format(hostile));
                }

                return;
            }

            var scores = parsed.GetValue(learned) is { Length: > 0 } trainingFolders
                ? PageScores.OfFolderLearned(
                    parsed.GetValue(folder)!.FullName,
                    trainingFolders.Select(pages => pages.FullName)
                )
                : PageScores.OfFolder(parsed.GetValue(folder)!.FullName, parsed.GetValue(change));
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(scores);
            }
            else
            {
                parsed.Console.WriteLine(Format(scores));
            }
        });
        return command;
    }

    private static string Format(HostileNameScores scores)
    {
        const int MaxWorst = 20;
        var text = new StringBuilder();
        foreach (var score in scores.Worst.Take(MaxWorst))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{score.Page, -34} {score.Renamed} as {score.Name}: {score.Lost} of {score.Items} lost"
            );
        }

        text.AppendLine();
        foreach (var (name, share) in scores.ByName)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"lost to {name, -24} {share:0.0000}");
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"""
                mutations                        {scores.Mutations}
                headlines lost                   {scores.ItemsLost:0.0000}
                mutations that lost a page       {scores.PagesLost}
                """
            )
            .ToString();
    }

    private static string Format(PageScores scores)
    {
        var text = new StringBuilder();
        foreach (var page in scores.Pages)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{page.Page, -34} gold {page.Gold, 4}  found {page.Found, 4}  right {page.Right, 4}  {(page.Gold > 0 ? $"F1 {page.F1:0.000}" : $"false {page.Found}")}{(page.IsHeadlineRight ? "" : "  headline wrong")}"
            );
        }

        return text.AppendLine()
            .Append(
                CultureInfo.InvariantCulture,
                $"""
                pages                              {scores.Pages.Count}
                macro F1                           {scores.MacroF1:0.000}
                micro F1                           {scores.MicroF1:0.000}
                false items, pages without lists   {scores.FalseItemsPerNegative:0.00}
                headline right                     {scores.Headline:0.000}
                lists, F1                          {scores.ModuleF1:0.000}
                list titles right                  {scores.Titles:0.000}
                list kinds right                   {scores.Kinds:0.000}
                links right                        {scores.Hrefs:0.000}
                """
            )
            .ToString();
    }
}
