using System.CommandLine;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Models;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Cli.Commands.Scoring;

/// <summary><c>classifier explain</c>: which words of a headline made its scores.</summary>
internal static class ExplainCommand
{
    private const string Examples = """
        The models are sums, so the parts are exact: a word counts with its own n-grams, its word vector and half of each pair
        that it shares. On a terminal words are colored; elsewhere, and with NO_COLOR set, they stand in brackets with numbers.

        Examples:
          classifier explain "You won't believe what the goalkeeper did next"
          classifier explain --topics 3 "Court clears tennis star of doping"
          classifier explain --json "Ten foods you must never eat again"
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var headlines = new Argument<string[]>("headline")
        {
            Description = "Headlines to explain.",
            Arity = ArgumentArity.OneOrMore,
        };
        var topics = new Option<int>("--topics")
        {
            Description = $"Explain this many of the most probable topics, 1 to {ClassifyOptions.MaxTopK}.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        topics.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > ClassifyOptions.MaxTopK)
            {
                result.AddError($"--topics is a whole number from 1 to {ClassifyOptions.MaxTopK}.");
            }
        });
        var json = new Option<bool>("--json")
        {
            Description = "Print JSON: all words and cues with their contributions.",
        };
        var models = ModelsOption.Create();
        var command = new DocumentedCommand("explain", "Shows which words and cues made a headline's scores.", Examples)
        {
            headlines,
            topics,
            json,
            models,
        };
        command.SetAction(parsed =>
        {
            using var classifier = HeadlineClassifier.Load(ModelStore.FindRoot(parsed.GetValue(models)));
            var explained = parsed
                .GetValue(headlines)!
                .Select(headline => new
                {
                    Headline = headline,
                    Explanations = Explanation.Of(classifier, Checked(headline), parsed.GetValue(topics)),
                })
                .ToList();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(explained);
                return;
            }

            var markup = new ExplanationMarkup(ConsoleFactory.CreateOutput());
            foreach (var headline in explained)
            {
                markup.Write(headline.Headline, headline.Explanations);
            }

            markup.WriteLegend();
        });
        return command;
    }

    private static string Checked(string headline) =>
        HeadlineDefects.Describe(headline) is { } defect
            ? throw new CommandException($"“{PlainText.OneLine(headline)}” cannot be explained: {defect}")
            : headline;
}
