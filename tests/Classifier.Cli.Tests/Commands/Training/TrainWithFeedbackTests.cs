using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Tests that corrections from the command line or a server change the trained model.</summary>
public sealed class TrainWithFeedbackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Choir of welders fills the old shipyard with song")]
    [InlineData("Tern colony forces rerouting of the marathon")]
    public async Task A_topic_corrected_by_a_client_is_learned(string headline)
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

        await AssertScoreRisesAsync("topic", store, headline, model => Score(model, headline, "medtop:09000000"));
    }

    [Theory]
    [InlineData("Ferry timetable changes on the first of May")]
    [InlineData("Museum extends its opening hours in winter")]
    [InlineData("Court adjourns hearing on the harbour lease")]
    public async Task A_clickbait_grade_corrected_in_a_file_is_learned(string headline)
    {
        var store = _folder.Of("feedback.db");
        var file = _folder.Write(
            "corrections.jsonl",
            $$"""{"headline":"{{headline}}","bait":3,"who":"ann","when":"2026-03-01T12:00:00Z"}"""
        );
        Assert.Equal(0, (await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store])).ExitCode);
        await AssertScoreRisesAsync(
            "clickbait",
            store,
            headline,
            model => Score(model, headline, ModelBundle.ClickbaitTask)
        );
    }

    private async Task AssertScoreRisesAsync(string task, string store, string headline, Func<ModelBundle, float> score)
    {
        var (plain, corrected) = (await TrainAsync(task, "1"), await TrainAsync(task, "2", "--with-feedback", store));
        Assert.True(
            score(corrected) > score(plain) + 0.1,
            $"{headline}: the score went from {score(plain)} to {score(corrected)}."
        );
        Assert.Equal(1, Assert.Single(corrected.Manifest.TrainingFiles, used => used.Name == "feedback").Rows);
    }

    private async Task<ModelBundle> TrainAsync(string task, string version, params string[] more)
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
