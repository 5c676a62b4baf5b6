using System.Text;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Wire;
using Classifier.Text;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;

namespace Classifier.Server.Grpc;

/// <summary>Classifies headlines, batches, streams and pages.</summary>
internal sealed class ClassifierGrpcService(
    HeadlineClassifier classifier,
    ClassificationEncoder encoder,
    RequestValidation validation,
    BulkLane lane
) : EncodedClassifierService
{
    /// <summary>Headlines up to this size, and hardly any is longer, are decoded into memory that a thread keeps.</summary>
    private const int MostBytesKept = 4 * TextNormalizer.MaxLength;

    /// <summary>The scores of the headline that a thread is at.</summary>
    [ThreadStatic]
    private static HeadlineScores? _scores;

    /// <summary>The characters of the headline that a thread is at.</summary>
    [ThreadStatic]
    private static char[]? _characters;

    private static HeadlineScores Scores => _scores ??= new HeadlineScores();

    public override Task<EncodedMessage> Classify(ClassifyRequest request, ServerCallContext context)
    {
        lane.SeeSingle();
        var options = validation.Options(request.Options);
        if (validation.Headline(request.Headline, "headline") is { } defect)
        {
            throw RequestValidation.Failure(defect);
        }

        var response = new EncodedMessage();
        if (options.Explain)
        {
            var message = new ClassifyResponse
            {
                Classification = classifier.Classify(request.Headline, options).ToProto(),
            };
            message.WriteTo(response.Append(message.CalculateSize()));
        }
        else
        {
            classifier.Classify(request.Headline, options, Scores);
            encoder.AddResponse(request.Headline, Scores, response);
        }

        return Task.FromResult(response);
    }

    public override async Task<EncodedMessage> ClassifyBatch(ItemsRequest request, ServerCallContext context)
    {
        using (request)
        {
            return await ClassifyAsync(request, validation.Options(request.Options), context.CancellationToken);
        }
    }

    public override async Task ClassifyStream(
        IAsyncStreamReader<ItemsRequest> requestStream,
        IServerStreamWriter<EncodedMessage> responseStream,
        ServerCallContext context
    )
    {
        var options = ClassifyOptions.Default;
        var sending = Task.CompletedTask;
        try
        {
            // The next chunk is read and classified while the one before is on its way.
            await foreach (var chunk in requestStream.ReadAllAsync(context.CancellationToken))
            {
                using (chunk)
                {
                    if (chunk.Options is not null)
                    {
                        options = validation.Options(chunk.Options);
                    }

                    var response = await ClassifyAsync(chunk, options, context.CancellationToken);
                    await sending;
                    sending = responseStream.WriteAsync(response, context.CancellationToken);
                }
            }
        }
        finally
        {
            await sending;
        }
    }

    public override async Task<ClassifyPageResponse> ClassifyPage(
        ClassifyPageRequest request,
        ServerCallContext context
    )
    {
        var options = validation.Options(request.Options);
        var (format, charset, url) = validation.Page(request);
        await lane.EnterAsync();
        try
        {
            var page = PageReader.Read(request.Content.Memory, format, charset, url);
            var response = new ClassifyPageResponse { Headline = page.Headline ?? "" };
            if (page.Headline is { } headline && validation.Headline(headline, "headline") is null)
            {
                response.Classification = classifier.Classify(headline, options).ToProto();
            }

            var cost = 0;
            foreach (var module in page.Modules)
            {
                var proto = new V1.PageModule
                {
                    Position = response.Modules.Count + 1,
                    Title = module.Title ?? "",
                    Kind = module.Kind.ToProto(),
                };
                foreach (var item in module.Items)
                {
                    cost = await SpendAsync(cost, item.Text.Length, options, context.CancellationToken);
                    proto.Items.Add(
                        Classify(
                            item,
                            proto.Items.Count + 1,
                            $"modules[{response.Modules.Count}].items[{proto.Items.Count}].text",
                            options
                        )
                    );
                }

                response.Modules.Add(proto);
            }

            return response;
        }
        finally
        {
            lane.Leave();
        }
    }

    private async Task<EncodedMessage> ClassifyAsync(
        ItemsRequest request,
        ClassifyOptions options,
        CancellationToken cancellation
    )
    {
        validation.Items(request.Count);
        var response = new EncodedMessage();
        await lane.EnterAsync();
        try
        {
            var cost = 0;
            for (var i = 0; i < request.Count; i++)
            {
                cost = await SpendAsync(cost, request.Headline(i).Length, options, cancellation);
                AddResult(request, i, options, response);
            }
        }
        finally
        {
            lane.Leave();
        }

        return response;
    }

    /// <summary>Adds the cost of a headline to that of a turn; where it is spent, others have their turns first.</summary>
    /// <returns>The cost of the turn that is now.</returns>
    private async ValueTask<int> SpendAsync(
        int spent,
        int characters,
        ClassifyOptions options,
        CancellationToken cancellation
    )
    {
        spent += characters * (options.Explain ? BulkLane.CostOfReasons : 1);
        if (spent < BulkLane.CostOfTurn)
        {
            return spent;
        }

        cancellation.ThrowIfCancellationRequested();
        await lane.TakeTurnsAsync();
        return 0;
    }

    private void AddResult(ItemsRequest request, int item, ClassifyOptions options, EncodedMessage into)
    {
        var id = request.Id(item);
        var utf8 = request.Headline(item);
        var characters = utf8.Length <= MostBytesKept ? _characters ??= new char[MostBytesKept] : new char[utf8.Length];
        var headline = characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters));
        if (!validation.Accepts(headline))
        {
            ClassificationEncoder.AddResult(id, validation.Headline(headline, $"items[{item}].headline")!, into);
        }
        else if (options.Explain)
        {
            ClassificationEncoder.AddResult(id, classifier.Classify(headline.ToString(), options).ToProto(), into);
        }
        else
        {
            classifier.Classify(headline, options, Scores);
            encoder.AddResult(id, utf8, Scores, into);
        }
    }

    private V1.PageItem Classify(Pages.PageItem item, int position, string field, ClassifyOptions options)
    {
        var proto = new V1.PageItem
        {
            Position = position,
            Text = item.Text,
            Href = item.Href ?? "",
            Date = item.Date ?? "",
            Section = item.Section ?? "",
        };
        if (validation.Headline(item.Text, field) is { } defect)
        {
            proto.Error = defect;
        }
        else
        {
            proto.Classification = classifier.Classify(item.Text, options).ToProto();
        }

        return proto;
    }
}
