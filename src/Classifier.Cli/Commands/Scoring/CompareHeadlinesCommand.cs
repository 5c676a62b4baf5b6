using System.CommandLine;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Editing;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier compare-headlines</c>, which compares headlines for one story and names the words to change.</summary>
internal static class CompareHeadlinesCommand
{
    private static readonly string Details = $"""
        Use it to choose among {HeadlineComparison.MinHeadlines} to {HeadlineComparison.MaxHeadlines} headlines for a story, and to find out which words make one of them clickbait. The lowest
        clickbait score comes first. Each change is scored: the number is what it takes off the clickbait logit. Words inside quotation
        marks are never replaced or left out. "Reword" names words that add to the score and for which no plain words are known;
        someone has to write the headline without them. Headlines of the band none, and headlines that are not English, get no
        changes. The fast model answers, because its reasons are exact.

        Examples:
          classifier compare-headlines "Minister slams shocking report" "Minister criticises report on schools"
          classifier compare-headlines --json "Rates rise again" "Rates are up, and you won't believe why"
          classifier compare-headlines --server 127.0.0.1:5080 "Rates rise again" "Why rates rise again"
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var headlines = new Argument<string[]>("headline")
        {
            Description =
                $"The headlines, {HeadlineComparison.MinHeadlines} to {HeadlineComparison.MaxHeadlines} for one story.",
            Arity = ArgumentArity.OneOrMore,
        };
        headlines.Validators.Add(result =>
        {
            if (result.Tokens.Count is < HeadlineComparison.MinHeadlines or > HeadlineComparison.MaxHeadlines)
            {
                result.AddError(
                    $"give {HeadlineComparison.MinHeadlines} to {HeadlineComparison.MaxHeadlines} headlines, not {result.Tokens.Count}; put each in quotes."
                );
            }
        });
        var json = CommonOptions.CreateJson("Print the classifications and all changes as JSON.");
        var models = CommonOptions.CreateModels();
        var server = CommonOptions.CreateServer(
            "The address of a running server to compare the headlines with, such as http://127.0.0.1:5080. It uses its own models."
        );
        var command = new DocumentedCommand(
            "compare-headlines",
            "Compares headlines for one story, and names the words that make them clickbait.",
            Details
        )
        {
            headlines,
            json,
            models,
            server,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string[] texts = [.. parsed.GetValue(headlines)!.Select(Validate)];
                var compared = CommonOptions.GetServer(parsed, server, models) is { } address
                    ? await CompareAsync(address, texts, cancellationToken)
                    : Compare(ModelStore.FindRoot(parsed.GetValue(models)), texts);
                if (parsed.GetValue(json))
                {
                    parsed.Console.WriteJson(compared.Select(CreateJson));
                    return;
                }

                var markup = new ComparisonMarkup(ConsoleFactory.CreateOutput(parsed.Console));
                foreach (var headline in compared.OrderBy(headline => headline.Rank))
                {
                    markup.Write(headline);
                }
            }
        );
        return command;
    }

    private static IReadOnlyList<ComparedHeadline> Compare(string models, string[] headlines)
    {
        using var classifier = HeadlineClassifier.Load(models);
        return HeadlineComparison.Compare(classifier, headlines);
    }

    private static async Task<IReadOnlyList<ComparedHeadline>> CompareAsync(
        Uri server,
        string[] headlines,
        CancellationToken cancellationToken
    )
    {
        using var connection = new ServerConnection(server);
        var client = new V1.ClassifierService.ClassifierServiceClient(connection.Channel);
        var request = new V1.CompareHeadlinesRequest
        {
            Headlines = { headlines },
            Options = new V1.ClassifyOptions { Model = "fast" },
        };
        var response = await connection.CallAsync(
            call => client.CompareHeadlinesAsync(request, call),
            cancellationToken
        );
        return
        [
            .. response.Headlines.Zip(
                headlines,
                (compared, headline) =>
                    compared.Error is { } error
                        ? throw new CommandException(
                            $"the server rejected “{PlainText.ForTerminal(headline)}”: {error.Message}"
                        )
                        : compared.ToComparedHeadline(headline)
            ),
        ];
    }

    private static string Validate(string headline) =>
        HeadlineDefects.Describe(headline) is { } defect
            ? throw new CommandException($"“{PlainText.ForTerminal(headline)}” cannot be compared: {defect}")
            : headline;

    private static object CreateJson(ComparedHeadline headline) =>
        new
        {
            headline.Rank,
            headline.Classification.Headline,
            Topics = headline.Classification.Topics.Select(topic => new
            {
                topic.Topic.Id,
                topic.Topic.Label,
                topic.Score,
            }),
            Clickbait = CreateJson(headline.Classification.Clickbait),
            headline.Classification.LanguageSupported,
            Changes = headline.Changes.Select(CreateJson),
            Steps = headline.Steps.Select(CreateJson),
        };

    private static object CreateJson(WordChange change) =>
        new
        {
            change.Kind,
            change.Text,
            change.Start,
            change.End,
            change.Replacement,
            change.Contribution,
            change.Result,
            change.LogitChange,
            Clickbait = change.Effect == ChangeEffect.NothingLeft ? null : CreateJson(change.Clickbait),
            change.Effect,
        };

    private static object CreateJson(ClickbaitScore clickbait) => new { clickbait.Score, clickbait.Band };
}
