using System.Runtime.ExceptionServices;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Recipes.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// Fits a topic model: for each topic a logistic model of all features (one against the rest), by stochastic dual coordinate
/// ascent (Shalev-Shwartz and Zhang 2013). A headline's target for a topic is a probability, which is learned from as it is: a
/// model of all topics at once would have to be shown the headline once for each of its probable topics, and settles slowly between
/// rows that contradict each other.
/// </summary>
public sealed class TopicTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    /// <summary>What the model card says of the trainer.</summary>
    public const string Description =
        "SdcaRegression with a logistic loss of probabilities, one model a topic, 1 thread each";

    /// <summary>The logits of all topics.</summary>
    private const string Logits = "Logits";

    /// <summary>What each of the models, and the whole, calls its answer.</summary>
    private const string Score = "Score";

    /// <summary>How many rows each model looks at: few rows more often, many rows less often.</summary>
    private const int Looks = 4_200_000,
        FewestPasses = 3,
        MostPasses = 20;

    /// <summary>How many topics are fitted at once at most: each takes some 70 bytes a headline.</summary>
    private const int MostTogether = 4;

    /// <summary>What SDCA reads its rows for besides its passes: to count them, and for their norms.</summary>
    private const int OtherPasses = 2;

    /// <summary>Fits a model, topics side by side on up to four cores; the same on any number.</summary>
    /// <param name="headlines">The headlines, each with its target: the probabilities of all labels.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="regularization">The weight of the squared norm (L2) beside the sum of the rows' losses.</param>
    /// <returns>The model and the context that it lives in.</returns>
    public (MLContext Context, ITransformer Model, IDataView View) Fit(
        IReadOnlyList<(string Text, float[] Target, float Weight)> headlines,
        int labels,
        float regularization
    )
    {
        progress.Report($"featurizing {headlines.Count} headlines");
        var features = FeaturizedHeadlines.Of(
            [.. headlines.Select(headline => headline.Text)],
            featurizer,
            [text => text],
            progress
        );
        progress.Report($"fitting {labels} topics on {headlines.Count} headlines");
        var passes = Math.Clamp(Looks / headlines.Count, FewestPasses, MostPasses);
        var counter = new RowCounter(progress, (long)labels * headlines.Count * (passes + OtherPasses));
        var models = new ITransformer[labels];
        try
        {
            Parallel.For(
                0,
                labels,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostTogether) },
                label =>
                {
                    var context = new MLContext(seed);
                    models[label] = TrainingRows.Fit(
                        context.Regression.Trainers.Sdca(
                            new SdcaRegressionTrainer.Options
                            {
                                LabelColumnName = nameof(ModelRow.Target),
                                FeatureColumnName = nameof(ModelRow.Features),
                                ExampleWeightColumnName = nameof(ModelRow.Weight),
                                LossFunction = new SoftLogisticLoss(),
                                L1Regularization = 0,
                                L2Regularization = regularization / headlines.Count,
                                MaximumNumberOfIterations = passes,
                                ConvergenceCheckFrequency = 0,
                                NumberOfThreads = 1,
                            }
                        ),
                        TrainingRows.View(
                            context,
                            features,
                            [
                                .. headlines.Select(
                                    (headline, i) => new TrainingExample(i, 0, headline.Target[label], headline.Weight)
                                ),
                            ],
                            counter
                        ),
                        progress
                    );
                }
            );
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        // To join them, their columns are enough.
        var joined = new MLContext(seed);
        var view = TrainingRows.View(joined, features, [], counter);
        return (joined, Join(models, joined.Transforms, view), view);
    }

    /// <summary>Puts the models of all topics in a row: their logits, each one's probability, and all scaled to sum to one.</summary>
    private static TransformerChain<ITransformer> Join(
        ITransformer[] models,
        TransformsCatalog transforms,
        IDataView view
    )
    {
        string[] scores = [.. models.Select((_, label) => $"{Score}{label}")];
        var chain = new TransformerChain<ITransformer>([
            .. models.SelectMany(
                (model, label) =>
                    new[] { model, transforms.CopyColumns(scores[label], Score).Fit(model.Transform(view)) }
            ),
        ]);
        return chain.Append<ITransformer>(
            transforms
                .Concatenate(Logits, scores)
                .Append(transforms.Expression(Score, "z => 1 / (1 + exp(-z))", Logits))
                .Append(transforms.NormalizeLpNorm(Score, Score, LpNormNormalizingEstimatorBase.NormFunction.L1))
                .Fit(chain.Transform(view))
        );
    }
}
