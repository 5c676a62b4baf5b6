using Classifier.Features;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Fitting;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Fitting;

public sealed class TrainingRowsTests
{
    private static readonly string[] Headlines = [.. OwnHeadlines.All.Select(headline => headline.Text)];
    private static readonly WordVectors Vectors = WordVectors.Build([
        ("rain", [1, 0, 0]),
        ("goal", [0, 1, 0]),
        ("you", [0, 0, 1]),
    ]);
    private static readonly Func<string, string>[] Casings = [text => text, Casing.Lower, Casing.Title];

    public static TheoryData<bool, int> Spaces { get; } = new() { { true, 17 }, { false, 10 } };

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Training_rows_match_served_features_in_every_casing(bool cues, int hashBits)
    {
        var featurizer = new Featurizer(
            new FeatureSettings
            {
                HashBits = hashBits,
                VectorSize = 3,
                Cues = cues,
            },
            Vectors
        );
        var features = FeaturizedHeadlines.Create(Headlines, featurizer, Casings, new Silent());
        foreach (var (number, casing) in Casings.Index().Take(cues ? 3 : 1))
        {
            var expected = ModelRows.Create([.. Headlines.Select(casing)], featurizer);
            var rows = Rows(
                features,
                [.. Headlines.Select((_, i) => new TrainingExample(i, (byte)number, i % 2 == 0 ? 0.6f : 0.4f, i))]
            );
            for (var i = 0; i < Headlines.Length; i++)
            {
                Assert.Equal(expected[i].Features.Length, rows[i].Features.Length);
                Assert.Equal(NonZero(expected[i].Features), NonZero(rows[i].Features));
                Assert.Equal(expected[i].Cues.DenseValues(), rows[i].Cues.DenseValues());
                Assert.Equal(
                    (i % 2 == 0 ? 0.6f : 0.4f, i % 2 == 0, i),
                    (rows[i].Target, rows[i].IsBait, rows[i].Weight)
                );
            }
        }
    }

    [Fact]
    public void Cancellation_takes_effect_between_rows()
    {
        using var stop = new CancellationTokenSource();
        var featurizer = new Featurizer(new FeatureSettings { HashBits = 10 }, null);
        var progress = new TrainingProgress(_ => { }, _ => { }, stop.Token);
        var features = FeaturizedHeadlines.Create(Headlines, featurizer, [text => text], progress);
        var view = TrainingRows.CreateView(
            new MLContext(1),
            features,
            [.. Enumerable.Repeat(new TrainingExample(0, 0, 0, 1), 10_000)],
            new RowCounter(progress, 10_000)
        );
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new MLContext(1).Data.CreateEnumerable<ModelRow>(view, true, true).Count()
        );
    }

    [Theory]
    [InlineData("SDCA on two threads")]
    [InlineData("trees")]
    public void Cancellation_inside_a_trainer_throws_OperationCanceledException(string trainer)
    {
        using var stop = new CancellationTokenSource();
        var context = new MLContext(1);
        var featurizer = new Featurizer(
            new FeatureSettings
            {
                HashBits = 10,
                VectorSize = 3,
                Cues = true,
            },
            Vectors
        );
        var progress = new TrainingProgress(_ => { }, _ => { }, stop.Token);
        var features = FeaturizedHeadlines.Create(Headlines, featurizer, [text => text], progress);
        var view = TrainingRows.CreateView(
            context,
            features,
            [.. Enumerable.Range(0, 20_000).Select(i => new TrainingExample(i % 100, 0, i % 2, 1))],
            new RowCounter(progress, 180_000)
        );
        var trainers = context.BinaryClassification.Trainers;
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            trainer == "trees"
                ? (ITransformer)
                    TrainingRows.Fit(trainers.FastTree(nameof(ModelRow.IsBait), nameof(ModelRow.Cues)), view, progress)
                : TrainingRows.Fit(
                    trainers.SdcaLogisticRegression(
                        new SdcaLogisticRegressionBinaryTrainer.Options
                        {
                            LabelColumnName = nameof(ModelRow.IsBait),
                            FeatureColumnName = nameof(ModelRow.Features),
                            NumberOfThreads = 2,
                        }
                    ),
                    view,
                    progress
                )
        );
    }

    [Fact]
    public void A_trainer_error_is_not_reported_as_cancellation()
    {
        var view = TrainingRows.CreateView(
            new MLContext(1),
            FeaturizedHeadlines.Create(
                Headlines,
                new Featurizer(new FeatureSettings { HashBits = 10 }, null),
                [text => text],
                new Silent()
            ),
            [new TrainingExample(Headlines.Length, 0, 1, 1)],
            new RowCounter(new Silent(), 1)
        );
        var error = Record.Exception(() =>
            TrainingRows.Fit(
                new MLContext(1).BinaryClassification.Trainers.LbfgsLogisticRegression(
                    nameof(ModelRow.IsBait),
                    nameof(ModelRow.Features)
                ),
                view,
                new TrainingProgress(_ => { }, _ => { }, CancellationToken.None)
            )
        );
        Assert.False(error is null or OperationCanceledException);
    }

    /// <summary>Returns the places and values other than zero; of the more than 100,000 dense values few are.</summary>
    private static KeyValuePair<int, float>[] NonZero(Microsoft.ML.Data.VBuffer<float> row) =>
        [.. row.Items().Where(item => item.Value != 0)];

    private static List<(
        Microsoft.ML.Data.VBuffer<float> Features,
        Microsoft.ML.Data.VBuffer<float> Cues,
        float Target,
        bool IsBait,
        float Weight
    )> Rows(FeaturizedHeadlines features, TrainingExample[] examples)
    {
        var context = new MLContext(1);
        return
        [
            .. context
                .Data.CreateEnumerable<ModelRow>(
                    TrainingRows.CreateView(context, features, examples, new RowCounter(new Silent(), 1)),
                    false,
                    true
                )
                .Select(row => (row.Features, row.Cues, row.Target, row.IsBait, row.Weight)),
        ];
    }
}
