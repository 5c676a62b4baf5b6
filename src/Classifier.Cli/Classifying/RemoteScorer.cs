using Classifier.Cli.CommandLine;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Classifier.Cli.Classifying;

/// <summary>Has headlines scored by a running server, in batches within the limits that it advertises. Calls that meet no
/// server are tried again; each has a deadline.</summary>
internal sealed class RemoteScorer : IHeadlineScorer
{
    /// <summary>What a headline costs in a message beside its own bytes: tags and lengths, generously.</summary>
    private const int BytesBesideHeadline = 16;

    private const int BytesBesideItems = 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private static readonly ServiceConfig Retrying = new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromSeconds(0.2),
                    MaxBackoff = TimeSpan.FromSeconds(3),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };

    private readonly Uri _address;
    private readonly GrpcChannel _channel;
    private readonly V1.ClassifierService.ClassifierServiceClient _client;
    private V1.Limits _limits = new();

    private RemoteScorer(Uri address)
    {
        _address = address;
        _channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = null,
                MaxSendMessageSize = null,
                ServiceConfig = Retrying,
            }
        );
        _client = new V1.ClassifierService.ClassifierServiceClient(_channel);
    }

    /// <inheritdoc/>
    public string Models { get; private set; } = "";

    /// <summary>Connects to a server and asks for its limits and models.</summary>
    /// <exception cref="CommandException">There is no server, or none of this API.</exception>
    public static async Task<RemoteScorer> ConnectAsync(Uri address, CancellationToken stop)
    {
        var scorer = new RemoteScorer(address);
        try
        {
            var service = new V1.ModelService.ModelServiceClient(scorer._channel);
            scorer._limits = (
                await scorer.CallAsync(call => service.GetServerInfoAsync(new V1.GetServerInfoRequest(), call), stop)
            ).Limits;
            var models = (
                await scorer.CallAsync(call => service.ListModelsAsync(new V1.ListModelsRequest(), call), stop)
            ).Models;
            scorer.Models = string.Join(
                ' ',
                models
                    .OrderByDescending(model => model.Name, StringComparer.Ordinal)
                    .Select(model => $"{model.Name} {model.Sha256}")
            );
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
        CancellationToken stop
    )
    {
        var scored = headlines
            .Select(headline => new ScoredHeadline(headline, null, HeadlineDefects.Describe(headline)))
            .ToArray();
        var sound = Enumerable.Range(0, scored.Length).Where(i => scored[i].Error is null).ToArray();
        for (var start = 0; start < sound.Length; )
        {
            var batch = Batch(headlines, sound.AsSpan(start), options);
            var response = await CallAsync(call => _client.ClassifyBatchAsync(batch, call), stop);
            for (var i = 0; i < batch.Items.Count; i++)
            {
                scored[sound[start + i]] = Result(headlines[sound[start + i]], response.Results[i]);
            }

            start += batch.Items.Count;
        }

        return scored;
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private V1.ClassifyBatchRequest Batch(
        IReadOnlyList<string> headlines,
        ReadOnlySpan<int> wanted,
        ClassifyOptions options
    )
    {
        var request = new V1.ClassifyBatchRequest
        {
            Options = new V1.ClassifyOptions { TopK = options.TopK, Explain = options.Explain },
        };
        if (options.MinScore is { } least)
        {
            request.Options.MinScore = least;
        }

        var bytes = BytesBesideItems;
        foreach (var i in wanted)
        {
            bytes += System.Text.Encoding.UTF8.GetByteCount(headlines[i]) + BytesBesideHeadline;
            if (
                request.Items.Count > 0
                && (request.Items.Count == _limits.MaxBatchItems || bytes > _limits.MaxMessageBytes)
            )
            {
                break;
            }

            request.Items.Add(new V1.ClassifyItem { Headline = headlines[i] });
        }

        return request;
    }

    private static ScoredHeadline Result(string headline, V1.ClassifyResult result) =>
        result.OutcomeCase == V1.ClassifyResult.OutcomeOneofCase.Classification
            ? new ScoredHeadline(headline, FromProto(headline, result.Classification), null)
            : new ScoredHeadline(headline, null, $"the server refused it: {result.Error?.Message}");

    private static Classification FromProto(string headline, V1.Classification proto) =>
        new(
            headline,
            [.. proto.Topics.Select(topic => new TopicScore(new Topic(topic.Id, topic.Label), topic.Score))],
            new ClickbaitScore(
                proto.Clickbait.Score,
                proto.Clickbait.Band switch
                {
                    V1.ClickbaitBand.Heavy => ClickbaitBand.Heavy,
                    V1.ClickbaitBand.Considerable => ClickbaitBand.Considerable,
                    V1.ClickbaitBand.Slight => ClickbaitBand.Slight,
                    _ => ClickbaitBand.None,
                }
            ),
            [
                .. proto.Reasons.Select(reason => new Reason(
                    reason.Text,
                    reason.Start,
                    reason.End,
                    reason.Target,
                    reason.Contribution
                )),
            ],
            proto.LanguageSupported,
            new ModelVersions(proto.ModelVersions.Topic, proto.ModelVersions.Clickbait)
        );

    private async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken stop)
    {
        try
        {
            return await call(new CallOptions(deadline: DateTime.UtcNow + Deadline, cancellationToken: stop));
        }
        catch (RpcException exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, stop);
        }
        catch (RpcException exception)
        {
            throw new CommandException(
                exception.StatusCode switch
                {
                    StatusCode.Unavailable =>
                        $"no server answers at {_address}; start one, or name another with --server.",
                    StatusCode.DeadlineExceeded =>
                        $"the server at {_address} did not answer within {Deadline.TotalSeconds:F0} seconds.",
                    StatusCode.Unimplemented => $"the server at {_address} is no Classifier server of this version.",
                    _ =>
                        $"the server at {_address} refused the call ({exception.StatusCode}): {exception.Status.Detail}",
                },
                exception
            );
        }
    }
}
