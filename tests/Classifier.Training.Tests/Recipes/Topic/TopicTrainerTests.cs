using Classifier.Features;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Topic;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Topic;

public sealed class TopicTrainerTests
{
    private static readonly string[] Labels = ["medtop:01000000", "medtop:15000000", "medtop:17000000"];

    [Fact]
    public void Predictions_match_soft_targets()
    {
        (string Text, float[] Target)[] kinds =
        [
            ("Painter opens a gallery", [1, 0, 0]),
            ("Striker scores a hat-trick", [0, 1, 0]),
            ("Stadium roof is a work of art", [0.3f, 0.7f, 0]),
            ("Snow stops play", [0, 0.5f, 0.5f]),
        ];
        var scores = Fit([.. kinds.SelectMany(kind => Enumerable.Repeat((kind.Text, kind.Target, 1f), 200))])
            .Predict([.. kinds.Select(kind => kind.Text)], calibrated: false);
        foreach (var (i, kind) in kinds.Index())
        {
            for (var label = 0; label < Labels.Length; label++)
            {
                Assert.Equal(kind.Target[label], scores[i][label], 0.05);
            }
        }
    }

    [Fact]
    public void Headlines_with_more_weight_have_more_influence()
    {
        (string, float[], float)[] rows =
        [
            ("Painter opens a gallery", [1, 0, 0], 4),
            ("Striker scores twice", [0, 1, 0], 1),
            ("Snow falls all night", [0, 0, 1], 1),
        ];
        var scores = Fit([.. rows, .. rows, .. rows], regularization: 5)
            .Predict(["Painter opens a gallery", "Striker scores twice"], calibrated: false);
        Assert.True(scores[0][0] > scores[1][1] + 0.1f, $"{scores[0][0]} is not much more than {scores[1][1]}");
    }

    [Fact]
    public void Cancellation_throws_OperationCanceledException()
    {
        using var stop = new CancellationTokenSource();
        var progress = new TrainingProgress(
            step =>
            {
                if (step.StartsWith("fitting", StringComparison.Ordinal))
                {
                    stop.Cancel();
                }
            },
            _ => { },
            stop.Token
        );
        var rows = Enumerable.Repeat(("Painter opens a gallery", new float[] { 1, 0, 0 }, 1f), 5_000).ToList();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new TopicTrainer(new Featurizer(new FeatureSettings { HashBits = 12 }, null), 1, progress).Fit(
                rows,
                Labels.Length,
                1
            )
        );
    }

    [Fact]
    public void A_zip_with_another_number_of_topics_is_rejected()
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            Fit([("Snow falls", [1, 0], 1), ("Rain falls", [0, 1], 1)])
        );
        Assert.Equal(
            "model.zip contains 2 linear models, but the manifest lists 3 topics. Retrain the model.",
            error.Message
        );
    }

    private static ModelBundle Fit(
        IReadOnlyList<(string Text, float[] Target, float Weight)> rows,
        float regularization = 0.1f
    )
    {
        var featurizer = new Featurizer(new FeatureSettings { HashBits = 12 }, null);
        var (context, model, view) = new TopicTrainer(featurizer, 1, new Silent()).Fit(
            rows,
            rows[0].Target.Length,
            regularization
        );
        var manifest = new Recipe(ModelBundle.TopicTask, null, 1).CreateManifest(
            Labels,
            featurizer,
            new TrainingSet([], []),
            [],
            TopicTrainer.Description
        );
        return new FittedModel(context, model, view, featurizer, manifest).ToBundle();
    }
}
