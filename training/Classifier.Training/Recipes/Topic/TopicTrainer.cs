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
/// Fits a topic model: a logistic regression on all features for each topic (one-versus-rest), by stochastic dual coordinate
/// ascent (Shalev-Shwartz and Zhang 2013).
/// </summary>
/// <remarks>The target of a headline for a topic is a probability. A multinomial model would need a row for each probable topic
/// of a headline, and converges slowly on such contradicting rows.</remarks>
internal sealed class TopicTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    /// <summary>The description of the trainer in the manifest.</summary>
    public const string Description =
        "SdcaRegression with a logistic loss of probabilities, one model a topic, 1 thread each";

    /// <summary>The column with the logits of all topics.</summary>
    private const string Logits = "Logits";

    /// <summary>The output column of each topic's model and of the whole model.</summary>
    private const string Score = "Score";

    /// <summary>The limits of SDCA passes. The number decreases with the number of rows.</summary>
    private const int MaxRowVisits = 4_200_000,
        MinPasses = 3,
        MaxPasses = 20;

    /// <summary>The maximum degree of parallelism. Each topic takes about 70 bytes per headline.</summary>
    private const int MaxConcurrency = 4;

    /// <summary>The number of rows that a thread processes per second on a slow core, for estimates.</summary>
    private const long RowVisitsPerSecond = 250_000;

    private const double MinMinutesToReport = 3;

    /// <summary>The number of passes that SDCA makes before training, to count the rows and compute their norms.</summary>
    private const int SetupPasses = 2;

    /// <summary>Fits a model. Fits up to four topics in parallel; the result does not depend on the number of cores.</summary>
    /// <param name="headlines">The headlines, each with its target, the probabilities of all labels, and weight.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="regularization">The L2 regularization relative to the sum of all losses.</param>
    /// <returns>The context, the model, and a view with its input columns.</returns>
    public (MLContext Context, ITransformer Model, IDataView View) Fit(
        IReadOnlyList<(string Text, float[] Target, float Weight)> headlines,
        int labels,
        float regularization
    )
    {
        progress.Report($"featurizing {Plural.Format(headlines.Count, "headline")}");
        var features = FeaturizedHeadlines.Create(
            [.. headlines.Select(headline => headline.Text)],
            featurizer,
            [text => text],
            progress
        );
        var passes = Math.Clamp(MaxRowVisits / headlines.Count, MinPasses, MaxPasses);
        var rowVisits = (long)labels * headlines.Count * (passes + SetupPasses);
        var threads = Math.Min(Environment.ProcessorCount, MaxConcurrency);
        if (EstimateDuration(rowVisits, threads) is { } estimate)
        {
            progress.Report(estimate);
        }

        progress.Report($"fitting {labels} topics on {Plural.Format(headlines.Count, "headline")}");
        var counter = new RowCounter(progress, rowVisits);
        var models = new ITransformer[labels];
        try
        {
            Parallel.For(
                0,
                labels,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
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
                        TrainingRows.CreateView(
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

        // Joining the models requires only the schema of the view.
        var joined = new MLContext(seed);
        var view = TrainingRows.CreateView(joined, features, [], counter);
        return (joined, Join(models, joined.Transforms, view), view);
    }

    /// <summary>Returns a note on the duration of long training, which grows with the number of labels; <see langword="null"/> for
    /// short training.</summary>
    internal static string? EstimateDuration(long rowVisits, int threads)
    {
        var minutes = rowVisits / (double)(RowVisitsPerSecond * threads) / 60;
        return minutes < MinMinutesToReport
            ? null
            : $"fitting takes roughly {minutes:0} minutes, and as long again if the model is then fitted with the held-out headlines; map rare labels to others with --labels-map to shorten it";
    }

    /// <summary>Chains the models of all topics, concatenates their logits, and normalizes their probabilities to sum to
    /// 1.</summary>
    internal static TransformerChain<ITransformer> Join(
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
