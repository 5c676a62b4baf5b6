using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Models;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The options on scoring that the commands share.</summary>
internal sealed class ScoringOptions
{
    private readonly Option<int> _topK = new("--top-k")
    {
        Description = $"At most this many topics, 1 to {ClassifyOptions.MaxTopK}.",
        HelpName = "N",
        DefaultValueFactory = _ => ClassifyOptions.Default.TopK,
    };

    private readonly Option<float?> _minScore = new("--min-score")
    {
        Description = "No topic under this probability, 0 to 1; by default what is kept with the topic model.",
        HelpName = "S",
        CustomParser = Probability,
    };

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "Also give the words and cues that speak for and against, strongest first.",
    };

    private readonly Option<string?> _models = ModelsOption.Create();

    private readonly Option<Uri?> _server = new("--server")
    {
        Description =
            "Have a running server score the headlines, with its models; results are the same as with these models here.",
        HelpName = "ADDRESS",
        CustomParser = Address,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _topK.Validators.Add(result =>
        {
            if (
                result.Tokens.Count > 0
                && !(
                    int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
                    && value is >= 1 and <= ClassifyOptions.MaxTopK
                )
            )
            {
                result.AddError(
                    $"--top-k is a whole number from 1 to {ClassifyOptions.MaxTopK}, not '{result.Tokens[0].Value}'."
                );
            }
        });
        command.Add(_topK);
        command.Add(_minScore);
        command.Add(_explain);
        command.Add(_models);
        command.Add(_server);
    }

    /// <summary>What the user asked for.</summary>
    public ClassifyOptions Read(ParseResult parsed) =>
        new()
        {
            TopK = parsed.GetValue(_topK),
            MinScore = parsed.GetValue(_minScore),
            Explain = parsed.GetValue(_explain),
        };

    /// <summary>Loads the models that the user named or that are found, or connects to the server that the user named.</summary>
    /// <exception cref="ModelException">There is no model, or it is broken.</exception>
    /// <exception cref="CommandException">There is no server, or both are named.</exception>
    public async Task<IHeadlineScorer> OpenAsync(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(_server) is not { } server)
        {
            return new LocalScorer(HeadlineClassifier.Load(ModelStore.FindRoot(parsed.GetValue(_models))));
        }

        if (parsed.GetValue(_models) is not null)
        {
            throw new CommandException("give --models or --server, not both: a server has its own models.");
        }

        return await RemoteScorer.ConnectAsync(server, stop);
    }

    private static Uri? Address(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            Uri.TryCreate(
                text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}",
                UriKind.Absolute,
                out var address
            ) && address.Scheme is "http" or "https"
        )
        {
            return address;
        }

        result.AddError($"--server is an address such as http://127.0.0.1:5080, not '{text}'.");
        return null;
    }

    private static float? Probability(ArgumentResult result)
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

        result.AddError($"--min-score is a number from 0 to 1, such as 0.25, not '{text}'.");
        return null;
    }
}
