using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Tests that corrections from the command line or a server change the trained model.</summary>
public sealed class TrainWithFeedbackTests(TrainedModels models) : IDisposable
{
    private const string Environment = "medtop:09000000";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Topics_that_a_client_corrected_are_learned()
    {
        string[] headlines =
        [
            "Choir of welders fills the old shipyard with song",
            "Tern colony forces rerouting of the marathon",
        ];
        var store = _folder.Of("feedback.db");
        await using (var server = await RunningServer.StartAsync("--Classifier:Feedback:Store", store))
        {
            foreach (var headline in headlines)
            {
                var response = await server.Feedback.SubmitFeedbackAsync(
                    new SubmitFeedbackRequest
                    {
                        Headline = headline,
                        Topics = { Environment },
                        Who = "ann",
                    },
                    cancellationToken: TestContext.Current.CancellationToken
                );
                Assert.True(response.Added);
            }
        }

        await AssertLearnedAsync(ModelBundle.TopicTask, store, headlines, Environment, "--from", "none");
    }

    [Fact]
    public async Task Bait_that_was_corrected_by_a_file_is_learned()
    {
        string[] headlines =
        [
            "Ferry timetable changes on the first of May",
            "Museum extends its opening hours in winter",
            "Court adjourns hearing on the harbour lease",
        ];
        var store = _folder.Of("feedback.db");
        var file = _folder.Write(
            "corrections.jsonl",
            string.Join(
                '\n',
                headlines.Select(headline =>
                    $$"""{"headline":"{{headline}}","bait":3,"who":"ann","when":"2026-03-01T12:00:00Z"}"""
                )
            )
        );
        Assert.Equal(0, (await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store])).ExitCode);
        await AssertLearnedAsync(ModelBundle.ClickbaitTask, store, headlines, ModelBundle.ClickbaitTask);
    }

    private async Task AssertLearnedAsync(
        string task,
        string store,
        string[] headlines,
        string label,
        params string[] options
    )
    {
        var output = _folder.Of(task, "2");
        var data = _folder.Write("few.tsv", OwnHeadlines.OfTopics("lab", "spo", "pol", "wea"));
        var result = await ClassifierProgram.RunAsync(
            ["train", task, "--data", data, "--output", output, "--with-feedback", store, .. options],
            // An empty folder, so that there is no active model to build on.
            models: options.Length > 0 ? null : _folder.Path
        );
        Assert.True(result.ExitCode == 0, result.Error);
        var corrected = ModelBundle.Read(output);
        var at = corrected.Manifest.Labels.ToList().IndexOf(label);
        var was = models.Of(task).Manifest.Labels.ToList().IndexOf(label);
        foreach (
            var (headline, (before, after)) in headlines.Zip(
                models.Of(task).Predict(headlines).Zip(corrected.Predict(headlines))
            )
        )
        {
            Assert.True(after[at] > before[was] + 0.1, $"{headline}: {before[was]} became {after[at]}.");
        }

        var used = Assert.Single(corrected.Manifest.TrainingFiles, file => file.Name == "feedback");
        Assert.Equal(headlines.Length, used.Rows);
    }
}
