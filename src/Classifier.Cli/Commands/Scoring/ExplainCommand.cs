using System.CommandLine;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier explain</c>, which shows what each word and cue of a headline adds to its scores.</summary>
internal static class ExplainCommand
{
    private const string Details = """
        Use it to find out why a headline got a score. The fast models are additive, so contributions are exact parts of the logit: a
        base that is the same for all headlines with the same absent cues, and the words, phrases, and cues of the headline. Those
        below 2 % of the sum of magnitudes are summed. The accurate model is not additive: contributions are estimates, the change of
        the logit when a word is left out. Words are colored on a terminal; elsewhere, and if NO_COLOR is set, they are in brackets
        with their contributions.

        Examples:
          classifier explain "You won't believe what the goalkeeper did next"
          classifier explain --topics 3 "Court clears tennis star of doping"
          classifier explain --model accurate "Here's what he said"
          classifier explain --json "Ten foods you must never eat again"
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var headlines = new Argument<string[]>("headline")
        {
            Description = "Headlines to explain.",
            Arity = ArgumentArity.OneOrMore,
        };
        var topics = new Option<int>("--topics")
        {
            Description = $"The number of topics to explain, the most probable ones, 1 to {ClassifyOptions.MaxTopK}.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        topics.Require<int>(
            value => value is >= 1 and <= ClassifyOptions.MaxTopK,
            $"a whole number from 1 to {ClassifyOptions.MaxTopK}"
        );
        var json = CommonOptions.CreateJson("Print all words and cues with their contributions as JSON.");
        var model = ScoringOptions.CreateModel("Default: fast.");
        var root = CommonOptions.CreateModels();
        var command = new DocumentedCommand(
            "explain",
            "Shows what each word and cue of a headline adds to its scores.",
            Details
        )
        {
            headlines,
            topics,
            json,
            model,
            root,
        };
        command.SetAction(parsed =>
        {
            using var models = ScoringModels.Load(
                ModelStore.FindRoot(parsed.GetValue(root)),
                ScoringOptions.IsAccurate(parsed.GetValue(model))
            );
            var explained = parsed
                .GetValue(headlines)!
                .Select(headline => new
                {
                    Headline = headline,
                    Explanations = Explanation.Create(models, Validate(headline), parsed.GetValue(topics)),
                })
                .ToList();
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(explained);
                return;
            }

            var markup = new ExplanationMarkup(ConsoleFactory.CreateOutput(parsed.Console));
            foreach (var headline in explained)
            {
                markup.Write(headline.Headline, headline.Explanations);
            }

            markup.WriteLegend();
        });
        return command;
    }

    private static string Validate(string headline) =>
        HeadlineDefects.Describe(headline) is { } defect
            ? throw new CommandException($"“{PlainText.ForTerminal(headline)}” cannot be explained: {defect}")
            : headline;
}
