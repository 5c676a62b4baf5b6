using System.Runtime.CompilerServices;
using Classifier.V1;
using Grpc.Core;

namespace Classifier.Client;

/// <summary>Classifies news headlines by topic and clickbait strength by calling Classifier servers. Instances are safe for
/// concurrent use; register one with <c>services.AddClassifierClient</c>.</summary>
/// <remarks>All methods throw <see cref="ClassifierException"/> if a server rejects a call, if none answers, or if the deadline
/// passes, and <see cref="OperationCanceledException"/> if they are canceled.</remarks>
public sealed class ClassifierClient
{
    private const string KeyHeader = "x-api-key";

    /// <summary>The least time before a part is sent again, in case a server asks for none.</summary>
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly ClassifierService.ClassifierServiceClient _classifier;
    private readonly ModelService.ModelServiceClient _models;
    private readonly ServerLimits _limits;
    private readonly ClassifierClientOptions _options;

    internal ClassifierClient(CallInvoker invoker, ServerLimits limits, ClassifierClientOptions options)
    {
        _classifier = new ClassifierService.ClassifierServiceClient(invoker);
        _models = new ModelService.ModelServiceClient(invoker);
        _limits = limits;
        _options = options;
    }

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Classification> ClassifyAsync(
        string headline,
        ClassifyOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ClassifyRequest { Headline = headline, Options = options };
        var response = await CallAsync(call => _classifier.ClassifyAsync(request, call), cancellationToken)
            .ConfigureAwait(false);
        return response.Classification;
    }

    /// <summary>Classifies a batch of any size. It is sent in parts within the limits of the server, several at the same time; a part
    /// that the server is too busy for is sent again after the delay that it asks for, within the deadline.</summary>
    /// <param name="items">The headlines. An invalid one gets an error in its result and does not fail the batch.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults. If stories are numbered
    /// (<see cref="ClassifyOptions.Cluster"/>), the batch is sent as a whole, and the server limits its size.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>One result per item, in the order of the items.</returns>
    public async Task<IReadOnlyList<ClassifyResult>> ClassifyBatchAsync(
        IReadOnlyList<ClassifyItem> items,
        ClassifyOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            return [];
        }

        var limits = await GetLimitsAsync(options, _options.MaxConcurrentParts, cancellationToken)
            .ConfigureAwait(false);
        var results = new ClassifyResult[items.Count];
        await Parallel
            .ForEachAsync(
                limits.Split(items, options),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = _options.MaxConcurrentParts,
                    CancellationToken = cancellationToken,
                },
                async (part, stop) =>
                {
                    var response = await ClassifyPartAsync(part.Request, stop).ConfigureAwait(false);
                    response.Results.CopyTo(results, part.Start);
                }
            )
            .ConfigureAwait(false);
        return results;
    }

    /// <summary>Classifies a stream of any length. Items are sent in chunks as soon as they are available.</summary>
    /// <param name="items">The headlines. Enumerating them must end when it is canceled. An invalid headline gets an error in its
    /// result and does not fail the stream.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults. Stories are not numbered: they would be
    /// numbered per chunk.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result per item, in the order of the items. Take them without long pauses: the server ends a stream whose
    /// results are not taken.</returns>
    /// <exception cref="ArgumentException"><see cref="ClassifyOptions.Cluster"/> is set.</exception>
    public IAsyncEnumerable<ClassifyResult> ClassifyStreamAsync(
        IAsyncEnumerable<ClassifyItem> items,
        ClassifyOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(items);
        return options is { Cluster: true }
            ? throw new ArgumentException("Stories of a stream are not numbered; send a batch.", nameof(options))
            : StreamAsync(items, options, cancellationToken);
    }

    /// <summary>Finds the headline of a news page and the lists of other headlines on it, and classifies all of them.</summary>
    /// <param name="request">The page and the options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ClassifyPageResponse> ClassifyPageAsync(
        ClassifyPageRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync(call => _classifier.ClassifyPageAsync(request, call), cancellationToken);

    /// <summary>Compares two to ten headlines for one story: their scores, and which words to change to leave the clickbait
    /// band.</summary>
    /// <param name="headlines">The headlines. An invalid one gets an error in its result and does not fail the call.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result per headline, in the order of the headlines.</returns>
    public async Task<IReadOnlyList<ComparedHeadline>> CompareHeadlinesAsync(
        IEnumerable<string> headlines,
        ClassifyOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new CompareHeadlinesRequest { Headlines = { headlines }, Options = options };
        var response = await CallAsync(call => _classifier.CompareHeadlinesAsync(request, call), cancellationToken)
            .ConfigureAwait(false);
        return response.Headlines;
    }

    private async Task<ClassifyBatchResponse> ClassifyPartAsync(
        ClassifyBatchRequest request,
        CancellationToken cancellationToken
    )
    {
        var deadline = DateTime.UtcNow + _options.Deadline;
        while (true)
        {
            TimeSpan delay;
            try
            {
                return await CallAsync(
                        call => _classifier.ClassifyBatchAsync(request, call),
                        deadline,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
            }
            catch (ClassifierException e)
                when (e is { StatusCode: StatusCode.ResourceExhausted, RetryDelay: { } asked }
                    && DateTime.UtcNow + asked < deadline
                )
            {
                delay = asked > MinRetryDelay ? asked : MinRetryDelay;
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<ClassifyResult> StreamAsync(
        IAsyncEnumerable<ClassifyItem> items,
        ClassifyOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var limits = await GetLimitsAsync(options, 1, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = _classifier.ClassifyStream(CreateCallOptions(null, stop.Token));
        var sending = SendAsync(items, options, limits, call.RequestStream, stop);
        try
        {
            while (await MoveNextAsync().ConfigureAwait(false))
            {
                foreach (var result in call.ResponseStream.Current.Results)
                {
                    yield return result;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<bool> MoveNextAsync()
        {
            try
            {
                return await call.ResponseStream.MoveNext(stop.Token).ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                // If the items could not be read, their exception is the cause.
                await stop.CancelAsync().ConfigureAwait(false);
                await sending.ConfigureAwait(false);
                throw Translate(e, cancellationToken);
            }
        }
    }

    /// <summary>Sends items in chunks: full ones, or those that are there when the next item is not.</summary>
    private static async Task SendAsync(
        IAsyncEnumerable<ClassifyItem> items,
        ClassifyOptions? options,
        PartLimits limits,
        IClientStreamWriter<ClassifyStreamRequest> requests,
        CancellationTokenSource stop
    )
    {
        var chunk = new ClassifyStreamRequest { Options = options };
        var bytes = 0L;
        var isOpen = true;
        try
        {
            var source = items.GetAsyncEnumerator(stop.Token);
            await using var _ = source.ConfigureAwait(false);
            while (isOpen)
            {
                var next = source.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    await FlushAsync().ConfigureAwait(false);
                }

                if (!await next.ConfigureAwait(false))
                {
                    break;
                }

                var item = limits.Fit(source.Current);
                var itemBytes = PartLimits.GetBytes(item);
                if (chunk.Items.Count == limits.Items || bytes + itemBytes > limits.Bytes)
                {
                    await FlushAsync().ConfigureAwait(false);
                }

                chunk.Items.Add(item);
                bytes += itemBytes;
            }

            await FlushAsync().ConfigureAwait(false);
            if (isOpen)
            {
                await requests.CompleteAsync().ConfigureAwait(false);
            }
        }
        catch when (stop.IsCancellationRequested)
        {
            // The call has ended, and its reader has the reason.
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }

        async Task FlushAsync()
        {
            if (chunk.Items.Count == 0)
            {
                return;
            }

            try
            {
                await requests.WriteAsync(chunk).ConfigureAwait(false);
            }
            catch (RpcException)
            {
                isOpen = false; // the reader gets the status
            }

            chunk = new ClassifyStreamRequest();
            bytes = 0;
        }
    }

    private async ValueTask<PartLimits> GetLimitsAsync(
        ClassifyOptions? options,
        int concurrency,
        CancellationToken cancellationToken
    )
    {
        var limits = await _limits
            .GetAsync(() =>
                CallAsync(call => _models.GetServerInfoAsync(new GetServerInfoRequest(), call), cancellationToken)
            )
            .ConfigureAwait(false);
        return PartLimits.Create(limits, options, concurrency);
    }

    private Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        CallAsync(call, DateTime.UtcNow + _options.Deadline, cancellationToken);

    private async Task<T> CallAsync<T>(
        Func<CallOptions, AsyncUnaryCall<T>> call,
        DateTime deadline,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await call(CreateCallOptions(deadline, cancellationToken)).ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            throw Translate(exception, cancellationToken, deadline);
        }
    }

    private CallOptions CreateCallOptions(DateTime? deadline, CancellationToken cancellationToken) =>
        new(
            _options.ApiKey is { Length: > 0 } key ? new Metadata { { KeyHeader, key } } : null,
            deadline,
            cancellationToken
        );

    private static Exception Translate(
        RpcException exception,
        CancellationToken cancellationToken,
        DateTime? deadline = null
    ) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(exception.Message, exception, cancellationToken)
            : ClassifierException.FromCall(exception, DateTime.UtcNow >= deadline);
}
