using System.Text;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Google.Protobuf;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Grpc.Wire;

/// <summary>
/// Writes responses without intermediate messages. The parts that are the same for all headlines (topic ids and names, model
/// versions) are encoded once by Protocol Buffers; only the scores are inserted. The result is byte-identical to the encoded
/// message.
/// </summary>
internal sealed class ClassificationEncoder
{
    /// <summary>The size of a float field at the end of a message.</summary>
    private const int ScoreSize = sizeof(float);

    /// <summary>The size of the clickbait message up to and including its score: tag, length, tag of the score, score.</summary>
    private const int ClickbaitPrefixSize = 3 + ScoreSize;

    private static readonly byte HeadlineTag = Tag(V1.Classification.HeadlineFieldNumber);
    private static readonly byte ClickbaitTag = Tag(V1.Classification.ClickbaitFieldNumber);
    private static readonly byte ScoreTag = (byte)
        WireFormat.MakeTag(V1.ClickbaitScore.ScoreFieldNumber, WireFormat.WireType.Fixed32);
    private static readonly byte AnyTopicTag = (byte)
        WireFormat.MakeTag(V1.Classification.AnyTopicConfidenceFieldNumber, WireFormat.WireType.Fixed32);
    private static readonly byte ResponseTag = Tag(V1.ClassifyResponse.ClassificationFieldNumber);
    private static readonly byte ResultTag = Tag(V1.ClassifyBatchResponse.ResultsFieldNumber);
    private static readonly byte IdTag = Tag(V1.ClassifyResult.IdFieldNumber);
    private static readonly byte ClassificationTag = Tag(V1.ClassifyResult.ClassificationFieldNumber);
    private static readonly byte ErrorTag = Tag(V1.ClassifyResult.ErrorFieldNumber);
    private static readonly byte StoryTag = (byte)
        WireFormat.MakeTag(V1.ClassifyResult.StoryFieldNumber, WireFormat.WireType.Varint);

    /// <summary>The encoded field of each topic, with a score of 1.</summary>
    private readonly byte[][] _topics;

    /// <summary>The bytes between the clickbait score and the confidence, for each band and for a language that is not supported
    /// or is supported.</summary>
    private readonly byte[][] _suffixes;

    /// <summary>The size of the clickbait message without its tag and length.</summary>
    private readonly int _clickbaitSize;
    private readonly int _clickbaitPrefixSize;

    /// <summary>Encodes the parts that are the same for all headlines.</summary>
    /// <param name="classifier">The classifier.</param>
    public ClassificationEncoder(HeadlineClassifier classifier)
    {
        _topics =
        [
            .. (classifier.HasTopic ? classifier.Topic.Manifest.Labels : [])
                .Select(IptcTopics.FromId)
                .Select(topic =>
                    new V1.Classification
                    {
                        Topics =
                        {
                            new V1.TopicScore
                            {
                                Id = topic.Id,
                                Label = topic.Label,
                                Score = 1,
                            },
                        },
                    }.ToByteArray()
                ),
        ];
        _clickbaitSize = new ClickbaitScore(1, ClickbaitBand.None).ToProto().CalculateSize();
        var versions = new ModelVersions(
            classifier.HasTopic ? classifier.Topic.Manifest.Version : "",
            classifier.HasClickbait ? classifier.Clickbait.Manifest.Version : ""
        ).ToProto();
        _clickbaitPrefixSize = classifier.HasClickbait ? ClickbaitPrefixSize : 0;
        byte[] Suffix(ClickbaitBand band, bool supported) =>
            new V1.Classification
            {
                Clickbait = classifier.HasClickbait ? new ClickbaitScore(1, band).ToProto() : null,
                LanguageSupported = supported,
                ModelVersions = versions,
            }.ToByteArray()[_clickbaitPrefixSize..];
        _suffixes =
        [
            .. Enum.GetValues<ClickbaitBand>().SelectMany(band => (byte[][])[Suffix(band, false), Suffix(band, true)]),
        ];
    }

    /// <summary>Writes a ClassifyResponse.</summary>
    /// <param name="headline">The headline, which must be well-formed UTF-16.</param>
    /// <param name="scores">The scores of the headline.</param>
    /// <param name="response">The response to write to.</param>
    public void AddResponse(string headline, HeadlineScores scores, EncodedResponse response)
    {
        var utf8 = Encoding.UTF8.GetBytes(headline).AsSpan();
        var size = SizeOf(utf8, scores);
        var writer = new WireWriter(response.Append(WireWriter.FieldSize(size)));
        writer.WriteHead(ResponseTag, size);
        Write(utf8, scores, ref writer);
    }

    /// <summary>Appends a result to a ClassifyBatchResponse or ClassifyStreamResponse.</summary>
    /// <param name="id">The item's id, in UTF-8.</param>
    /// <param name="headline">The headline, in UTF-8.</param>
    /// <param name="scores">The scores of the headline.</param>
    /// <param name="story">The number of the story; 0 if there is none.</param>
    /// <param name="response">The response to write to.</param>
    public void AddResult(
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> headline,
        HeadlineScores scores,
        int story,
        EncodedResponse response
    )
    {
        var size = SizeOf(headline, scores);
        var writer = BeginResult(id, ClassificationTag, size, story, response);
        Write(headline, scores, ref writer);
    }

    /// <summary>Appends a result with an explanation.</summary>
    public static void AddResult(
        ReadOnlySpan<byte> id,
        V1.Classification classification,
        int story,
        EncodedResponse response
    ) => AddResult(id, ClassificationTag, classification, story, response);

    /// <summary>Appends the error of an item.</summary>
    public static void AddResult(ReadOnlySpan<byte> id, RpcStatus error, EncodedResponse response) =>
        AddResult(id, ErrorTag, error, 0, response);

    private static void AddResult(
        ReadOnlySpan<byte> id,
        byte tag,
        IMessage outcome,
        int story,
        EncodedResponse response
    )
    {
        var size = outcome.CalculateSize();
        outcome.WriteTo(BeginResult(id, tag, size, story, response).Rest);
    }

    /// <summary>Appends the part of a result that precedes its outcome.</summary>
    private static WireWriter BeginResult(
        ReadOnlySpan<byte> id,
        byte outcomeTag,
        int outcomeSize,
        int story,
        EncodedResponse response
    )
    {
        var size =
            (id.IsEmpty ? 0 : WireWriter.FieldSize(id.Length))
            + (story == 0 ? 0 : WireWriter.NumberFieldSize(story))
            + WireWriter.FieldSize(outcomeSize);
        var writer = new WireWriter(response.Append(WireWriter.FieldSize(size)));
        writer.WriteHead(ResultTag, size);
        if (!id.IsEmpty)
        {
            writer.WriteHead(IdTag, id.Length);
            writer.Write(id);
        }

        if (story > 0)
        {
            writer.WriteHead(StoryTag, story); // fields may be in any order
        }

        writer.WriteHead(outcomeTag, outcomeSize);
        return writer;
    }

    private int SizeOf(ReadOnlySpan<byte> headline, HeadlineScores scores)
    {
        var size =
            WireWriter.FieldSize(headline.Length)
            + _clickbaitPrefixSize
            + Suffix(scores).Length
            + (_topics.Length > 0 ? 1 + ScoreSize : 0);
        foreach (var topic in scores.Topics)
        {
            size += _topics[topic].Length;
        }

        return size;
    }

    private void Write(ReadOnlySpan<byte> headline, HeadlineScores scores, ref WireWriter writer)
    {
        writer.WriteHead(HeadlineTag, headline.Length);
        writer.Write(headline);
        for (var i = 0; i < scores.Topics.Length; i++)
        {
            writer.Write(_topics[scores.Topics[i]].AsSpan()[..^ScoreSize]);
            writer.Write(scores.TopicScores[i]);
        }

        if (_clickbaitPrefixSize > 0)
        {
            writer.WriteHead(ClickbaitTag, _clickbaitSize);
            writer.Write(ScoreTag);
            writer.Write(scores.Clickbait.Score);
        }

        writer.Write(Suffix(scores));
        if (_topics.Length > 0)
        {
            writer.Write(AnyTopicTag);
            writer.Write(scores.AnyTopicConfidence);
        }
    }

    private byte[] Suffix(HeadlineScores scores) =>
        _suffixes[((int)scores.Clickbait.Band * 2) + (scores.LanguageSupported ? 1 : 0)];

    private static byte Tag(int field) => (byte)WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);
}
