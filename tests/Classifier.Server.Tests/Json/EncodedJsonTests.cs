using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Server.Json;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Xunit;
using Any = Google.Protobuf.WellKnownTypes.Any;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Tests.Json;

/// <summary>Compares the JSON of encoded messages with that of Protocol Buffers.</summary>
public sealed class EncodedJsonTests
{
    public static TheoryData<string> Texts { get; } =
    ["", "Rates rise", "“Größe” \"quoted\" \\ <b>&amp;</b>", "हिन्दी 日本 🎉", "\u0001\t\u2028\u202E\uFEFF"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_result_is_what_Protocol_Buffers_write(string text)
    {
        var classification = new Classification
        {
            Headline = text,
            Topics =
            {
                new TopicScore
                {
                    Id = "medtop:11000000",
                    Label = text,
                    Score = 0.1f,
                },
                new TopicScore(),
            },
            Clickbait = new ClickbaitScore { Score = 1e-7f, Band = ClickbaitBand.Considerable },
            Reasons =
            {
                new Reason
                {
                    Text = text,
                    Start = 3,
                    End = int.MaxValue,
                    Target = "clickbait",
                    Contribution = -2.5e8f,
                },
            },
            LanguageSupported = true,
            ModelVersions = new ModelVersions { Topic = "6", Clickbait = text },
            Bases =
            {
                new LogitBase { Target = text, Base = -0.1f },
            },
        };

        AssertSame(new ClassifyResult { Classification = classification, Id = text });
        AssertSame(
            new ClassifyResult
            {
                Classification = classification,
                Id = text,
                Story = -1,
            }
        );
        AssertSame(new ClassifyResponse { Classification = classification });
    }

    [Fact]
    public void Fields_that_are_not_set_are_what_Protocol_Buffers_write()
    {
        AssertSame(new ClassifyResult());
        AssertSame(new ClassifyResponse());
        AssertSame(new ClassifyResult { Classification = new Classification() });
        AssertSame(
            new ClassifyResult
            {
                Classification = new Classification { Clickbait = new ClickbaitScore { Band = (ClickbaitBand)99 } },
            }
        );
    }

    [Fact]
    public void An_error_keeps_its_details()
    {
        var error = new RpcStatus
        {
            Code = 3,
            Message = "too long",
            Details = { Any.Pack(new ErrorInfo { Reason = "HEADLINE_TOO_LONG", Metadata = { ["limit"] = "1000" } }) },
        };

        AssertSame(new ClassifyResult { Id = "a", Error = error });
    }

    [Fact]
    public void Unknown_fields_are_skipped_and_the_last_value_of_a_field_counts()
    {
        var later = CodedOutputStreamOf(output =>
        {
            output.WriteTag(99, WireFormat.WireType.Fixed64);
            output.WriteFixed64(1);
            output.WriteTag(ClassifyResult.IdFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteString("later");
        });

        byte[] message = [.. new ClassifyResult { Id = "earlier", Story = 2 }.ToByteArray(), .. later];

        Assert.Equal("""{"id":"later","story":2}""", Write(EncodedJson.ClassifyResult, message));
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 5, 1 })]
    [InlineData(new byte[] { 0x20 })]
    [InlineData(new byte[] { 0x12, 2, 0x4D, 0 })]
    public void A_malformed_message_is_an_error(byte[] message) =>
        Assert.Throws<InvalidDataException>(() => Write(EncodedJson.ClassifyResult, message));

    private static byte[] CodedOutputStreamOf(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void AssertSame(IMessage message)
    {
        var writer = message is ClassifyResult ? EncodedJson.ClassifyResult : EncodedJson.ClassifyResponse;
        var (expected, actual) = (JsonText.Format(message), Write(writer, message.ToByteArray()));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"{expected}\n{actual}");
        Assert.Equal(Names(JsonNode.Parse(expected)), Names(JsonNode.Parse(actual)));
    }

    /// <summary>Returns the names of the properties in their order.</summary>
    private static IEnumerable<string> Names(JsonNode? node) =>
        node switch
        {
            JsonObject properties => properties.SelectMany(pair => Names(pair.Value).Prepend(pair.Key)),
            JsonArray items => items.SelectMany(Names),
            _ => [],
        };

    private static string Write(EncodedJson encoded, byte[] message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, EncodedJson.Options))
        {
            encoded.Write(json, message);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
