using System.Text;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Google.Protobuf;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Grpc.Wire;

/// <summary>
/// Writes replies without making messages of them: what does not change from one headline to the next (the topics' ids and
/// names, the models' versions) was encoded once by Protocol Buffers itself, and only scores are set into it. The bytes are
/// those that the messages would give.
/// </summary>
internal sealed class ClassificationEncoder
{
    /// <summary>A float field at the end of a message is its last four bytes.</summary>
    private const int ScoreSize = sizeof(float);

    /// <summary>The clickbait message up to its score, the score included: its tag and length, the score's tag, the score.</summary>
    private const int ClickbaitHeadSize = 3 + ScoreSize;

    private static readonly byte HeadlineTag = Tag(V1.Classification.HeadlineFieldNumber);
    private static readonly byte ClickbaitTag = Tag(V1.Classification.ClickbaitFieldNumber);
    private static readonly byte ScoreTag = (byte)
        WireFormat.MakeTag(V1.ClickbaitScore.ScoreFieldNumber, WireFormat.WireType.Fixed32);
    private static readonly byte ResponseTag = Tag(V1.ClassifyResponse.ClassificationFieldNumber);
    private static readonly byte ResultTag = Tag(V1.ClassifyBatchResponse.ResultsFieldNumber);
    private static readonly byte IdTag = Tag(V1.ClassifyResult.IdFieldNumber);
    private static readonly byte ClassificationTag = Tag(V1.ClassifyResult.ClassificationFieldNumber);
    private static readonly byte ErrorTag = Tag(V1.ClassifyResult.ErrorFieldNumber);

    /// <summary>A field of each topic with a score of 1.</summary>
    private readonly byte[][] _topics;

    /// <summary>What follows the clickbait's score, for each band: its band and all fields after it, in a language that is
    /// supported or not.</summary>
    private readonly byte[][] _endings;

    /// <summary>The length of a clickbait message.</summary>
    private readonly int _clickbaitSize;

    /// <summary>Encodes what does not change.</summary>
    /// <param name="classifier">The models.</param>
    public ClassificationEncoder(HeadlineClassifier classifier)
    {
        _topics =
        [
            .. classifier
                .Topic.Manifest.Labels.Select(IptcTopics.FromId)
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
            classifier.Topic.Manifest.Version,
            classifier.Clickbait.Manifest.Version
        ).ToProto();
        byte[] Ending(ClickbaitBand band, bool supported) =>
            new V1.Classification
            {
                Clickbait = new ClickbaitScore(1, band).ToProto(),
                LanguageSupported = supported,
                ModelVersions = versions,
            }.ToByteArray()[ClickbaitHeadSize..];
        _endings =
        [
            .. Enum.GetValues<ClickbaitBand>().SelectMany(band => (byte[][])[Ending(band, false), Ending(band, true)]),
        ];
    }

    /// <summary>Appends a ClassifyResponse.</summary>
    /// <param name="headline">The headline, well-formed.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="into">Takes the bytes.</param>
    public void AddResponse(string headline, HeadlineScores scores, EncodedMessage into)
    {
        var utf8 = Encoding.UTF8.GetBytes(headline).AsSpan();
        var size = SizeOf(utf8, scores);
        var writer = new WireWriter(into.Append(WireWriter.FieldSize(size)));
        writer.WriteHead(ResponseTag, size);
        Write(utf8, scores, ref writer);
    }

    /// <summary>Appends a result to a ClassifyBatchResponse or ClassifyStreamResponse.</summary>
    /// <param name="id">The item's id in UTF-8.</param>
    /// <param name="headline">Its headline in UTF-8.</param>
    /// <param name="scores">The headline's scores.</param>
    /// <param name="into">Takes the bytes.</param>
    public void AddResult(
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> headline,
        HeadlineScores scores,
        EncodedMessage into
    )
    {
        var size = SizeOf(headline, scores);
        var writer = BeginResult(id, ClassificationTag, size, into);
        Write(headline, scores, ref writer);
    }

    /// <summary>Appends a result with reasons.</summary>
    public static void AddResult(ReadOnlySpan<byte> id, V1.Classification classification, EncodedMessage into) =>
        AddResult(id, ClassificationTag, classification, into);

    /// <summary>Appends an item's error.</summary>
    public static void AddResult(ReadOnlySpan<byte> id, RpcStatus error, EncodedMessage into) =>
        AddResult(id, ErrorTag, error, into);

    private static void AddResult(ReadOnlySpan<byte> id, byte tag, IMessage outcome, EncodedMessage into)
    {
        var size = outcome.CalculateSize();
        outcome.WriteTo(BeginResult(id, tag, size, into).Rest);
    }

    /// <summary>Appends a result up to its outcome.</summary>
    private static WireWriter BeginResult(ReadOnlySpan<byte> id, byte outcomeTag, int outcomeSize, EncodedMessage into)
    {
        var size = (id.IsEmpty ? 0 : WireWriter.FieldSize(id.Length)) + WireWriter.FieldSize(outcomeSize);
        var writer = new WireWriter(into.Append(WireWriter.FieldSize(size)));
        writer.WriteHead(ResultTag, size);
        if (!id.IsEmpty)
        {
            writer.WriteHead(IdTag, id.Length);
            writer.Write(id);
        }

        writer.WriteHead(outcomeTag, outcomeSize);
        return writer;
    }

    private int SizeOf(ReadOnlySpan<byte> headline, HeadlineScores scores)
    {
        var size = WireWriter.FieldSize(headline.Length) + ClickbaitHeadSize + Ending(scores).Length;
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

        writer.WriteHead(ClickbaitTag, _clickbaitSize);
        writer.Write(ScoreTag);
        writer.Write(scores.Clickbait.Score);
        writer.Write(Ending(scores));
    }

    private byte[] Ending(HeadlineScores scores) =>
        _endings[((int)scores.Clickbait.Band * 2) + (scores.LanguageSupported ? 1 : 0)];

    private static byte Tag(int field) => (byte)WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);
}
