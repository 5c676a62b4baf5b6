using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Teaching;
using Classifier.Training.Recipes.Tuning;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Tuning;

public sealed class TuningRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _steps = [];

    private string Output => _folder.Of("1");

    private string Log => _folder.Of("trials.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_time_the_default_settings_are_used_and_logged()
    {
        var manifest = Run(TimeSpan.Zero);
        Assert.Equal(ModelBundle.Read(Output).Manifest.Sha256, manifest.Sha256);
        var trial = Assert.Single(TrialLog.Open(Log, Key(), resume: true).Trials);
        Assert.Equal((manifest.Sha256, 17, 2), (trial.Model, trial.Settings.HashBits, trial.Settings.WordNgrams));
        Assert.Contains(_steps, step => step.StartsWith("time limit reached after 0 trials", StringComparison.Ordinal));
    }

    [Fact]
    public void Stopping_keeps_the_first_model_and_a_resumed_run_continues_from_the_log()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run(TimeSpan.FromHours(1), stop: stop));
        var first = ModelBundle.Read(Output).Manifest;
        var trials = TrialLog.Open(Log, Key(), resume: true).Trials;
        Assert.Equal(3, trials.Count);
        Assert.All(trials.Skip(1), trial => Assert.Equal(1 / 9.0, trial.Share));

        File.AppendAllText(Log, "{\"key\": \"cut o");
        _steps.Clear();
        Assert.Equal(first.Sha256, Run(TimeSpan.Zero, resume: true).Sha256);
        Assert.DoesNotContain(_steps, step => step.StartsWith("fitting", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_is_resumed_only_on_request_and_only_for_the_same_data()
    {
        File.WriteAllText(
            Log,
            """{"key":"other","settings":{"hashBits":17,"wordNgrams":2,"charNgramMin":3,"charNgramMax":5,"regularization":1},"share":1,"score":0.5,"seconds":1}"""
                + "\n"
        );
        Assert.Contains(
            "--resume",
            Assert.Throws<TrainingDataException>(() => Run(TimeSpan.Zero)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "different data",
            Assert.Throws<TrainingDataException>(() => Run(TimeSpan.Zero, resume: true)).Message,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void The_log_key_depends_on_everything_that_affects_trials()
    {
        var initial = new Recipe(ModelBundle.TopicTask, null, 1);
        var set = TrainingSet.Read([OwnHeadlines.Path], initial.IsUsable);
        var heavier = set with
        {
            Headlines =
            [
                .. set.Headlines.Select((row, i) => (row.Headline with { Weight = i == 7 ? 2 : 1 }, row.Story)),
            ],
        };
        string Answered(float score)
        {
            var path = _folder.Of($"{score}.bin");
            using (var writer = new TeacherAnswersWriter(path, ["weather"]))
            {
                writer.Write("Rain", [score], [0, 0, 0]);
            }

            return TrialLog.ComputeKey(initial with { Answers = TeacherAnswers.Read(path) }, set, null);
        }

        string[] keys =
        [
            TrialLog.ComputeKey(initial, set, null),
            TrialLog.ComputeKey(initial with { Seed = 2 }, set, null),
            TrialLog.ComputeKey(initial, set, 1),
            TrialLog.ComputeKey(initial, heavier, null),
            TrialLog.ComputeKey(initial, set with { WithoutTopic = ["More to come"] }, null),
            Answered(1),
            Answered(0.5f),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], TrialLog.ComputeKey(initial, set, null));
    }

    [Fact]
    public void Drawn_settings_are_reproducible_and_valid()
    {
        static List<TrialSettings> Draw(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 200).Select(_ => TrialSettings.Draw(random))];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        var initial = new Recipe(ModelBundle.TopicTask, null, 1);
        Assert.All(
            Draw(1),
            settings =>
            {
                _ = new Classifier.Features.Featurizer(settings.ApplyTo(initial).Features, null);
                Assert.Equal(settings, TrialSettings.FromRecipe(settings.ApplyTo(initial)));
            }
        );
    }

    /// <summary>Runs tuning. Cancels <paramref name="stop"/>, if given, after the second trial.</summary>
    private ModelManifest Run(TimeSpan time, bool resume = false, CancellationTokenSource? stop = null)
    {
        var trials = 0;
        return new TuningRun(new TrainingRun([OwnHeadlines.Path], Output, null, 1), time, Log, resume).Run(
            ModelBundle.TopicTask,
            step =>
            {
                _steps.Add(step);
                if (step.StartsWith("0.", StringComparison.Ordinal) && ++trials == 2)
                {
                    stop?.Cancel();
                }
            },
            _ => { },
            stop?.Token ?? CancellationToken.None
        );
    }

    private static string Key()
    {
        var recipe = new Recipe(ModelBundle.TopicTask, null, 1);
        return TrialLog.ComputeKey(recipe, TrainingSet.Read([OwnHeadlines.Path], recipe.IsUsable), null);
    }
}
