using Classifier.Cli.CommandLine;
using Classifier.Client;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Scores headlines by calling a running server, in batches within the limits that it advertises.</summary>
internal sealed class RemoteScorer : IHeadlineScorer
{
    private readonly ServerConnection _connection;
    private readonly V1.ClassifierService.ClassifierServiceClient _client;
    private V1.Limits _limits = new();

    private readonly string _model;

    private RemoteScorer(Uri address, string? model)
    {
        _model = model ?? "";
        _connection = new ServerConnection(address);
        _client = new V1.ClassifierService.ClassifierServiceClient(_connection.Channel);
    }

    /// <inheritdoc/>
    public string Models { get; private set; } = "";

    /// <inheritdoc/>
    public bool HasClickbait { get; private set; }

    /// <summary>Connects to a server and reads its limits and models.</summary>
    /// <param name="address">The address of the server.</param>
    /// <param name="model">The model to score with, fast or accurate; null for the default of the server.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="CommandException">No server answers, or it does not have this API.</exception>
    public static async Task<RemoteScorer> ConnectAsync(Uri address, string? model, CancellationToken cancellationToken)
    {
        var scorer = new RemoteScorer(address, model);
        try
        {
            var service = new V1.ModelService.ModelServiceClient(scorer._connection.Channel);
            scorer._limits = (
                await scorer._connection.CallAsync(
                    call => service.GetServerInfoAsync(new V1.GetServerInfoRequest(), call),
                    cancellationToken
                )
            ).Limits;
            var models = (
                await scorer._connection.CallAsync(
                    call => service.ListModelsAsync(new V1.ListModelsRequest(), call),
                    cancellationToken
                )
            ).Models;
            scorer.Models = string.Join(
                ' ',
                models
                    .Where(model => model.Active)
                    .Where(model => model.Name != EncoderBundle.FolderName || scorer._model.Length > 0)
                    .OrderByDescending(model => model.Name, StringComparer.Ordinal)
                    .Select(model => $"{model.Name} {model.Sha256}")
                    .Append(scorer._model)
            );
            scorer.HasClickbait = models.Any(model => model.Name == ModelBundle.ClickbaitTask);
            return scorer;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredHeadline>> ScoreAsync(
        IReadOnlyList<string> headlines,
        ClassifyOptions options,
        CancellationToken cancellationToken
    )
    {
        var scored = headlines
            .Select(headline => new ScoredHeadline(headline, null, HeadlineDefects.Describe(headline)))
            .ToArray();
        var valid = Enumerable.Range(0, scored.Length).Where(i => scored[i].Error is null).ToArray();
        var items = valid.Select(i => new V1.ClassifyItem { Headline = headlines[i] }).ToArray();
        var messageOptions = CreateOptions(options);
        var limits = PartLimits.Create(_limits, messageOptions, concurrency: 1);
        foreach (var (start, batch) in limits.Split(items, messageOptions))
        {
            var response = await _connection.CallAsync(
                call => _client.ClassifyBatchAsync(batch, call),
                cancellationToken
            );
            for (var i = 0; i < batch.Items.Count; i++)
            {
                var row = valid[start + i];
                scored[row] = CreateResult(headlines[row], response.Results[i]);
            }
        }

        return scored;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private V1.ClassifyOptions CreateOptions(ClassifyOptions options)
    {
        var message = new V1.ClassifyOptions
        {
            TopK = options.TopK,
            Explain = options.Explain,
            Model = _model,
        };
        if (options.MinScore is { } minScore)
        {
            message.MinScore = minScore;
        }

        return message;
    }

    private static ScoredHeadline CreateResult(string headline, V1.ClassifyResult result) =>
        result.OutcomeCase == V1.ClassifyResult.OutcomeOneofCase.Classification
            ? new ScoredHeadline(headline, result.Classification.ToClassification(headline), null)
            : new ScoredHeadline(headline, null, $"the server rejected it: {result.Error?.Message}");
}
