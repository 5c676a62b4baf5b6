using System.Text.Json.Nodes;
using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.Text;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Net.Client;
using Xunit;
using ServedTrial = Classifier.Server.Canary.CanaryTrial;

namespace Classifier.Server.Tests.Canary;

/// <summary>Tries clickbait version 6 beside 5. Its scores are the same, but its bands begin elsewhere.</summary>
public sealed class CanaryTrialTests : IDisposable
{
    private const string Clickbait = ModelBundle.ClickbaitTask;

    private static readonly string[] Words =
    [
        .. "bank storm city school judge minister film market team river prize train strike trial garden planet".Split(
            ' '
        ),
    ];

    private readonly ModelFolder _models = new();

    public CanaryTrialTests()
    {
        _models.Add(Clickbait, "5", "6");
        var path = _models.Of(Clickbait, "6", ModelBundle.ManifestName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["bands"]!["slight"] = 0;
        File.WriteAllText(path, manifest.ToJsonString());
        _models.Activate(Clickbait, "5");
        _models.Label(Clickbait, "canary", "6");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Dispose();

    [Fact]
    public void The_share_is_that_of_the_setting_and_independent_of_the_partition_of_training_data()
    {
        var headlines = Headlines(100_000).ToArray();
        Assert.InRange(headlines.Count(headline => ServedTrial.IsSelected(headline, 10)) / 1e5, 0.09, 0.11);
        var tokens = new TokenizedHeadline();
        var partitions = headlines
            .Where(headline => ServedTrial.IsSelected(headline, 10))
            .CountBy(headline => HeadlineKey.GetPartition(HeadlineKey.Compute(headline, tokens)));
        Assert.Equal(10, partitions.Count());
        Assert.All(partitions, partition => Assert.InRange(partition.Value, 800, 1_200));
        Assert.DoesNotContain(headlines, headline => ServedTrial.IsSelected(headline, 0));
        Assert.All(headlines, headline => Assert.True(ServedTrial.IsSelected(headline, 100)));
    }

    [Fact]
    public void A_headline_is_selected_or_not_whatever_its_case_and_punctuation()
    {
        foreach (var headline in Headlines(1_000))
        {
            var selected = ServedTrial.IsSelected(headline, 50);
            Assert.Equal(selected, ServedTrial.IsSelected(headline.ToUpperInvariant() + "!", 50));
        }
    }

    [Fact]
    public async Task The_canary_answers_its_share_of_100_000_headlines_and_always_the_same_ones()
    {
        await using var server = await StartAsync("--Classifier:Canary:Percent", "10");
        var answeredByCanary = 0;
        foreach (var chunk in Headlines(100_000).Chunk(10_000))
        {
            var batch = new ClassifyBatchRequest();
            batch.Items.Add(chunk.Select(headline => new ClassifyItem { Headline = headline }));
            var response = await server.Classifier.ClassifyBatchAsync(batch, cancellationToken: Cancellation);
            foreach (var classification in response.Results.Select(result => result.Classification))
            {
                var isCanary = ServedTrial.IsSelected(classification.Headline, 10);
                Assert.Equal(isCanary ? "6" : "5", classification.ModelVersions.Clickbait);
                answeredByCanary += isCanary ? 1 : 0;
            }
        }

        Assert.InRange(answeredByCanary, 9_000, 11_000);
        var trial = (await StatusAsync(server))!;
        Assert.Equal((100_000, answeredByCanary), (trial.Headlines, trial.Selected));
        var models = await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Cancellation);
        Assert.Equal([10, 10], models.Models.Select(model => model.Calls));
    }

    [Fact]
    public async Task Every_kind_of_call_takes_part_unless_it_names_a_version()
    {
        await using var server = await StartAsync("--Classifier:Canary:Percent", "100");
        const string Headline = "Central bank raises rates";
        var request = new ClassifyRequest { Headline = Headline };
        Assert.Equal("6", (await ClassifyAsync(server, request)).ModelVersions.Clickbait);
        request.Options = new ClassifyOptions { Explain = true };
        Assert.Equal("6", (await ClassifyAsync(server, request)).ModelVersions.Clickbait);
        request.Options = new ClassifyOptions { ModelVersion = "stable" };
        Assert.Equal("5", (await ClassifyAsync(server, request)).ModelVersions.Clickbait);
        using var stream = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        var chunk = new ClassifyStreamRequest { Items = { new ClassifyItem { Headline = Headline } } };
        await stream.RequestStream.WriteAsync(chunk, Cancellation);
        Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
        Assert.Equal("6", stream.ResponseStream.Current.Results[0].Classification.ModelVersions.Clickbait);
        await stream.RequestStream.CompleteAsync();
        var page = await server.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest
            {
                Content = ByteString.CopyFromUtf8($"<h1>{Headline}</h1>"),
                ContentType = "text/html",
            },
            cancellationToken: Cancellation
        );
        Assert.Equal("6", page.Classification.ModelVersions.Clickbait);
        Assert.Equal(4, (await StatusAsync(server))!.Headlines);
    }

    [Fact]
    public async Task A_shadow_changes_no_reply_and_tells_how_the_canary_differs()
    {
        await using var plain = await _models.StartAsync();
        await using var server = await StartAsync(
            "--Classifier:Canary:Percent",
            "100",
            "--Classifier:Canary:Shadow",
            "true",
            "--Classifier:Canary:MaxSamples",
            "3"
        );
        Assert.Null((await StatusAsync(server))!.Samples.FirstOrDefault());
        var headlines = Headlines(50).ToArray();
        var expectedBand = 0;
        foreach (var headline in headlines)
        {
            var request = new ClassifyRequest { Headline = headline };
            var expected = await ClassifyAsync(plain, request);
            Assert.Equal(expected, await ClassifyAsync(server, request));
            expectedBand += expected.Clickbait.Band == ClickbaitBand.None ? 0 : 1;
        }

        var trial = await ModelFolder.WaitForAsync(async () =>
            await StatusAsync(server) is { Compared: 50 } status ? status : null
        );
        Assert.True(trial.Shadow);
        Assert.Equal((50, 50, 0), (trial.Headlines, trial.Selected, trial.Skipped));
        Assert.Equal(("5", "6"), (trial.Stable.Clickbait, trial.Canary.Clickbait));
        Assert.Equal(1, trial.TopicAgreement.Value);
        Assert.InRange(trial.TopicAgreement.Low, 0.9, 0.99);
        Assert.Equal(expectedBand / 50.0, trial.BandAgreement.Value, 6);
        Assert.InRange(trial.BandAgreement.Value, trial.BandAgreement.Low, trial.BandAgreement.High);
        Assert.Equal(0, trial.ClickbaitShift.Value, 6);
        Assert.Equal(3, trial.Samples.Count);
        Assert.All(
            trial.Samples,
            sample =>
            {
                Assert.Contains(sample.Stable.Headline, headlines);
                Assert.Equal(ClickbaitBand.None, sample.Stable.Clickbait.Band);
                Assert.NotEqual(ClickbaitBand.None, sample.Canary.Clickbait.Band);
            }
        );
    }

    [Fact]
    public async Task Headlines_are_kept_only_when_configured_and_the_trial_ends_when_the_canary_is_promoted()
    {
        await using var server = await StartAsync("--Classifier:Canary:Percent", "100");
        await ClassifyAsync(server, new ClassifyRequest { Headline = "Two die in flood" });
        var trial = await ModelFolder.WaitForAsync(async () =>
            await StatusAsync(server) is { Compared: 1 } status ? status : null
        );
        Assert.Equal(0, trial.BandAgreement.Value);
        Assert.Empty(trial.Samples);

        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        await new ModelAdminService.ModelAdminServiceClient(channel).PromoteAsync(
            new PromoteRequest { Task = Clickbait, Force = true },
            cancellationToken: Cancellation
        );
        Assert.Null(await StatusAsync(server));
    }

    [Fact]
    public async Task Without_a_percentage_the_canary_answers_only_calls_that_name_it()
    {
        await using var server = await StartAsync();
        var request = new ClassifyRequest { Headline = "Two die in flood" };
        Assert.Equal("5", (await ClassifyAsync(server, request)).ModelVersions.Clickbait);
        request.Options = new ClassifyOptions { ModelVersion = "canary" };
        Assert.Equal("6", (await ClassifyAsync(server, request)).ModelVersions.Clickbait);
        Assert.Null(await StatusAsync(server));
    }

    [Theory]
    [InlineData("Percent", "101")]
    [InlineData("Percent", "NaN")]
    [InlineData("MaxSamples", "-1")]
    public async Task A_setting_out_of_range_is_a_startup_error(string name, string value)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync($"--Classifier:Canary:{name}", value)
        );
        Assert.Contains($"Classifier:Canary:{name}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Returns distinct headlines of seven words.</summary>
    private static IEnumerable<string> Headlines(int count) =>
        Enumerable
            .Range(0, count)
            .Select(number =>
                string.Join(' ', Enumerable.Range(0, 7).Select(place => Words[(number >> (place * 4)) & 15]))
            );

    private Task<RunningServer> StartAsync(params string[] args) =>
        _models.StartAsync(["--Classifier:Admin:Url", "http://127.0.0.1:0", .. args]);

    private static async Task<Classification> ClassifyAsync(RunningServer server, ClassifyRequest request) =>
        (await server.Classifier.ClassifyAsync(request, cancellationToken: Cancellation)).Classification;

    private static async Task<CanaryTrial?> StatusAsync(RunningServer server)
    {
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        var status = await new ModelAdminService.ModelAdminServiceClient(channel).CanaryStatusAsync(
            new CanaryStatusRequest(),
            cancellationToken: Cancellation
        );
        return status.Trial;
    }
}
