using Classifier.Models;
using Classifier.Scoring;
using Classifier.Server.Grpc;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using ClassifyOptions = Classifier.V1.ClassifyOptions;

namespace Classifier.Server.Tests.Grpc.Wire;

/// <summary>Verifies that responses are byte-identical to messages that are encoded by Protocol Buffers.</summary>
public sealed class ClassificationEncoderTests(RunningServer server) : IDisposable
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static readonly string[] Headlines =
    [
        "Central bank raises interest rates by a quarter point",
        "You won't believe what this dog did next",
        "x",
        "Zyxgrub qwertings flombate",
        "Café “naïve” – straße … 🔥 émigrés",
        "नमस्ते दुनिया",
        "Storm &amp; flood: 3,000 without power",
        new string('w', 900),
        "a b c d e f g h i j k l m n o p",
    ];

    private readonly HeadlineClassifier _classifier = HeadlineClassifier.Load(ModelStore.FindRoot());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<ClassifyOptions?> Options =>
        new()
        {
            (ClassifyOptions?)null,
            new ClassifyOptions { TopK = 17, MinScore = 0 },
            new ClassifyOptions { TopK = 1, MinScore = 0.5f },
            new ClassifyOptions { MinScore = 1 },
            new ClassifyOptions { Explain = true },
        };

    public void Dispose() => _classifier.Dispose();

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_batch_response_is_byte_identical_to_the_message(ClassifyOptions? options)
    {
        var request = new ClassifyBatchRequest { Options = options };
        request.Items.AddRange(
            Headlines.Select(
                (headline, i) => new ClassifyItem { Id = i % 2 == 0 ? "" : $"id {i} é", Headline = headline }
            )
        );
        var expected = new ClassifyBatchResponse();
        expected.Results.AddRange(
            request.Items.Select(item => new ClassifyResult
            {
                Id = item.Id,
                Classification = Expected(item.Headline, options),
            })
        );

        var response = await CallAsync("ClassifyBatch", request.ToByteArray());

        Assert.Equal(expected, ClassifyBatchResponse.Parser.ParseFrom(response));
        Assert.Equal(expected.ToByteArray(), response);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_unary_response_is_byte_identical_to_the_message(ClassifyOptions? options)
    {
        foreach (var headline in Headlines)
        {
            var response = await CallAsync(
                "Classify",
                new ClassifyRequest { Headline = headline, Options = options }.ToByteArray()
            );
            Assert.Equal(new ClassifyResponse { Classification = Expected(headline, options) }.ToByteArray(), response);
        }
    }

    [Fact]
    public async Task Invalid_UTF_8_in_a_batch_affects_only_its_own_item()
    {
        byte[] bad = [.. Field(1, [0x69, 0xFF, 0x64]), .. Field(2, [.. "Rates "u8, 0xC3, 0x28, .. " rise"u8])];
        byte[] good = [.. Field(1, "ok"u8), .. Field(2, "Rates rise again"u8)];
        var response = ClassifyBatchResponse.Parser.ParseFrom(
            await CallAsync("ClassifyBatch", [.. Field(1, good), .. Field(1, bad), .. Field(1, good)])
        );

        Assert.Equal(["ok", "i\0d", "ok"], response.Results.Select(result => result.Id));
        Assert.Equal(Expected("Rates rise again", null), response.Results[0].Classification);
        Assert.Contains("not UTF-8", response.Results[1].Error.Message, StringComparison.Ordinal);
        Assert.Equal(response.Results[0], response.Results[2]);
    }

    [Fact]
    public async Task The_last_value_of_a_repeated_field_counts_and_unknown_fields_are_ignored()
    {
        byte[] unknown =
        [
            0x98,
            0x06,
            0x96,
            0x01,
            0x9D,
            0x06,
            1,
            2,
            3,
            4,
            0x99,
            0x06,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            0x9B,
            0x06,
            0x08,
            0x01,
            0x9C,
            0x06,
        ];
        byte[] item =
        [
            .. Field(2, "overwritten"u8),
            .. unknown,
            .. Field(2, "Rates rise again"u8),
            .. Field(1, "first"u8),
            .. Field(1, "second"u8),
        ];
        byte[] request =
        [
            .. unknown,
            .. Field(1, item),
            .. Field(2, new ClassifyOptions { TopK = 17 }.ToByteArray()),
            .. Field(2, new ClassifyOptions { MinScore = 0 }.ToByteArray()),
        ];
        var response = ClassifyBatchResponse.Parser.ParseFrom(await CallAsync("ClassifyBatch", request));

        var result = Assert.Single(response.Results);
        Assert.Equal("second", result.Id);
        Assert.Equal(
            Expected("Rates rise again", new ClassifyOptions { TopK = 17, MinScore = 0 }),
            result.Classification
        );
    }

    [Fact]
    public async Task A_damaged_batch_is_answered_or_rejected_with_invalid_argument()
    {
        var random = new Random(5);
        var whole = new ClassifyBatchRequest { Options = new ClassifyOptions { TopK = 2 } };
        whole.Items.AddRange(Headlines.Select(headline => new ClassifyItem { Id = "id", Headline = headline }));
        for (var i = 0; i < 200; i++)
        {
            var bytes = whole.ToByteArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(i % 2 == 0 ? 40 : bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = ClassifyBatchResponse.Parser.ParseFrom(
                    await CallAsync("ClassifyBatch", bytes[..random.Next(1, bytes.Length + 1)])
                );
            }
            catch (RpcException e)
            {
                Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
            }
        }
    }

    private V1.Classification Expected(string headline, ClassifyOptions? options) =>
        _classifier
            .Classify(
                headline,
                new Scoring.ClassifyOptions
                {
                    TopK = options is { HasTopK: true } ? options.TopK : 3,
                    MinScore = options is { HasMinScore: true } ? options.MinScore : null,
                    Explain = options?.Explain ?? false,
                }
            )
            .ToProto();

    private async Task<byte[]> CallAsync(string call, byte[] request) =>
        await server
            .Channel.CreateCallInvoker()
            .AsyncUnaryCall(
                new Method<byte[], byte[]>(MethodType.Unary, ClassifierService.Descriptor.FullName, call, Raw, Raw),
                null,
                new CallOptions(cancellationToken: Stop),
                request
            );

    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
        output.Flush();
        return stream.ToArray();
    }
}
