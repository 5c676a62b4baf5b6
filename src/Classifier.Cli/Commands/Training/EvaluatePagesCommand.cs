using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Training.Evaluation.Pages;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Commands.Training;

/// <summary>The command <c>evaluate pages</c>.</summary>
internal static class EvaluatePagesCommand
{
    /// <summary>Makes the command.</summary>
    public static DocumentedCommand Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "A folder with NAME.html or NAME.txt and NAME.gold.json.",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var change = new Option<PageChange>("--change")
        {
            Description = "Change the markup of the pages before they are read, to see what the reading leans on.",
            HelpName = "names|titles|headings|lists|nesting",
        };
        change.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "names", "titles", "headings", "lists", "nesting");
        var learned = new Option<DirectoryInfo[]>("--learned")
        {
            Description =
                "Judge lists by trees learned from the pages of these folders instead of by the rules, each page left out when it is read.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new DocumentedCommand(
            "pages",
            "Measures how well saved pages are read.",
            """
            A headline is right if its text is the gold's, white space collapsed and quotes, dashes and dots folded; a list, if it
            shares more than half of its headlines with the gold's. Pages without lists tell how many headlines are found wrongly.

            Examples:
              classifier evaluate pages tests/Classifier.Tests/Pages/Fixtures
              classifier evaluate pages gold/ --json
              classifier evaluate pages gold/ --change names      with meaningless classes and ids
              classifier evaluate pages gold/ --learned gold/      with learned trees in place of the rules
            """
        )
        {
            folder,
            change,
            learned,
            json,
        };
        command.SetAction(result =>
        {
            var scores = result.GetValue(learned) is { Length: > 0 } from
                ? PageScores.OfFolderLearned(result.GetValue(folder)!.FullName, from.Select(pages => pages.FullName))
                : PageScores.OfFolder(result.GetValue(folder)!.FullName, result.GetValue(change));
            Console.WriteLine(result.GetValue(json) ? ReportJson.Write(scores) : Text(scores));
        });
        return command;
    }

    private static string Text(PageScores scores)
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
                pages                            {scores.Pages.Count}
                macro F1                         {scores.MacroF1:0.000}
                micro F1                         {scores.MicroF1:0.000}
                false items a page without lists {scores.FalseItemsPerNegative:0.00}
                headline right                   {scores.Headline:0.000}
                lists, F1                        {scores.ModuleF1:0.000}
                their titles right               {scores.Titles:0.000}
                their kinds right                {scores.Kinds:0.000}
                links right                      {scores.Hrefs:0.000}
                """
            )
            .ToString();
    }
}
