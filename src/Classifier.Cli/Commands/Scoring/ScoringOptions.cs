using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The scoring options that <c>classify</c> and <c>page</c> share.</summary>
internal sealed class ScoringOptions
{
    private const string Fast = "fast";
    private const string Accurate = "accurate";

    private readonly Option<int> _topK = new("--top-k")
    {
        Description = $"The maximum number of topics per headline, 1 to {ClassifyOptions.MaxTopK}.",
        HelpName = "N",
        DefaultValueFactory = _ => ClassifyOptions.Default.TopK,
    };

    private readonly Option<float?> _minScore = new("--min-score")
    {
        Description = "The minimum probability of a topic, 0 to 1. Default: the threshold stored with the topic model.",
        HelpName = "S",
        CustomParser = ParseProbability,
    };

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "Include the words and cues that raise or lower each score, strongest first.",
    };

    private readonly Option<bool> _cluster = new("--cluster")
    {
        Description =
            $"Number the stories: headlines that are worded alike get the same number, within the input of classify, which then has at most {StoryRows.MaxRows:N0} rows, or within each page.",
    };

    private readonly Option<string> _model = CreateModel("Default: fast; with --server, the default of the server.");

    private readonly Option<string?> _models = CommonOptions.CreateModels();

    private readonly Option<Uri?> _server = CommonOptions.CreateServer(
        "The address of a running server to score the headlines with, such as http://127.0.0.1:5080. It uses its own models."
    );

    /// <summary>Creates the option <c>--model</c>.</summary>
    /// <param name="defaultNote">What the default is.</param>
    public static Option<string> CreateModel(string defaultNote)
    {
        var option = new Option<string>("--model")
        {
            Description =
                $"The model: fast scores hundreds of thousands of headlines per second and gives exact reasons; accurate is a sentence encoder that scores some hundred headlines per second and estimates reasons. {defaultNote}",
            HelpName = $"{Fast}|{Accurate}",
        };
        option.AcceptOnlyFromAmong(Fast, Accurate);
        return option;
    }

    /// <summary>Determines whether the user chose the accurate model.</summary>
    public static bool IsAccurate(string? model) => model == Accurate;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _topK.Require<int>(
            value => value is >= 1 and <= ClassifyOptions.MaxTopK,
            $"a whole number from 1 to {ClassifyOptions.MaxTopK}"
        );
        command.Add(_topK);
        command.Add(_minScore);
        command.Add(_explain);
        command.Add(_cluster);
        command.Add(_model);
        command.Add(_models);
        command.Add(_server);
    }

    /// <summary>Returns the classification options that the user gave.</summary>
    public ClassifyOptions GetClassifyOptions(ParseResult parsed) =>
        new()
        {
            TopK = parsed.GetValue(_topK),
            MinScore = parsed.GetValue(_minScore),
            Explain = parsed.GetValue(_explain),
        };

    /// <summary>Determines whether the user asked to number the stories.</summary>
    public bool IsClustered(ParseResult parsed) => parsed.GetValue(_cluster);

    /// <summary>Loads the models or connects to the server.</summary>
    /// <exception cref="ModelException">A model is missing or broken.</exception>
    /// <exception cref="CommandException">The server does not answer, or the user gave both a server and models.</exception>
    public async Task<IHeadlineScorer> CreateScorerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (CommonOptions.GetServer(parsed, _server, _models) is not { } server)
        {
            return new LocalScorer(
                ScoringModels.Load(ModelStore.FindRoot(parsed.GetValue(_models)), IsAccurate(parsed.GetValue(_model)))
            );
        }

        return await RemoteScorer.ConnectAsync(server, parsed.GetValue(_model), cancellationToken);
    }

    private static float? ParseProbability(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            float.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            ) && value is >= 0 and <= 1
        )
        {
            return value;
        }

        result.AddError($"--min-score must be a number from 0 to 1, such as 0.25, not '{text}'.");
        return null;
    }
}
