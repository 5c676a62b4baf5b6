using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Corrections go in by the command line or a server, and come out as a model that says otherwise.</summary>
public sealed class TrainWithFeedbackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Choir of welders fills the old shipyard with song")]
    [InlineData("Tern colony forces rerouting of the marathon")]
    public async Task A_topic_that_a_client_corrected_is_learned(string headline)
    {
        var store = _folder.Of("feedback.db");
        await using (var server = await RunningServer.StartAsync("--Classifier:Feedback:Store", store))
        {
            using var channel = GrpcChannel.ForAddress(server.Address);
            var response = await new FeedbackService.FeedbackServiceClient(channel).SubmitFeedbackAsync(
                new SubmitFeedbackRequest
                {
                    Headline = headline,
                    Topics = { "medtop:09000000" },
                    Who = "ann",
                },
                cancellationToken: TestContext.Current.CancellationToken
            );
            Assert.True(response.Added);
        }

        await AssertMoved("topic", store, headline, model => Score(model, headline, "medtop:09000000"));
    }

    [Theory]
    [InlineData("Ferry timetable changes on the first of May")]
    [InlineData("Museum extends its opening hours in winter")]
    [InlineData("Court adjourns hearing on the harbour lease")]
    public async Task Bait_that_was_corrected_by_a_file_is_learned(string headline)
    {
        var store = _folder.Of("feedback.db");
        var file = _folder.Write(
            "corrections.jsonl",
            $$"""{"headline":"{{headline}}","bait":3,"who":"ann","when":"2026-03-01T12:00:00Z"}"""
        );
        Assert.Equal(0, (await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store])).ExitCode);
        await AssertMoved("clickbait", store, headline, model => Score(model, headline, ModelBundle.ClickbaitTask));
    }

    private async Task AssertMoved(string task, string store, string headline, Func<ModelBundle, float> score)
    {
        var (plain, corrected) = (await Train(task, "1"), await Train(task, "2", "--with-feedback", store));
        Assert.True(score(corrected) > score(plain) + 0.1, $"{headline}: {score(plain)} became {score(corrected)}.");
        Assert.Equal(1, Assert.Single(corrected.Manifest.TrainingFiles, used => used.Name == "feedback").Rows);
    }

    private async Task<ModelBundle> Train(string task, string version, params string[] more)
    {
        var output = _folder.Of(task, version);
        var result = await ClassifierProgram.RunAsync(
            ["train", task, "--data", Repository.Headlines, "--output", output, .. more],
            models: _folder.Path
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return ModelBundle.Read(output);
    }

    private static float Score(ModelBundle model, string headline, string label) =>
        model.Predict([headline])[0][model.Manifest.Labels.ToList().IndexOf(label)];
}
