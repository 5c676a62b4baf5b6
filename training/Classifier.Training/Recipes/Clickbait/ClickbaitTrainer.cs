using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Recipes.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>
/// Fits a clickbait model: a logistic regression on all features and FastTree on the cues, stacked and thereby calibrated on
/// held-out rows.
/// </summary>
/// <remarks>Trains on each headline as printed, in lower case, and in title case, so that casing does not predict the label.
/// Headlines labeled by their source count less than those labeled by a reader, so that the style of a source does not predict
/// it either.</remarks>
internal sealed class ClickbaitTrainer(
    Featurizer featurizer,
    int seed,
    IProgress<string> progress,
    float regularization = 1
)
{
    private const string LinearScore = "LinearScore";
    private const string TreeScore = "TreeScore";
    private const string Stack = "Stack";

    /// <summary>The L2 regularization of the linear weights, relative to the sum of all losses, so that its influence decreases
    /// with more headlines. Tuned on parts of Stop Clickbait and of the reader-labeled headlines.</summary>
    private const float Regularization = 2;

    /// <summary>The limits of L-BFGS iterations. The number decreases with the number of rows, so that a million headlines take
    /// minutes.</summary>
    private const int MinPasses = 15,
        MaxPasses = 100,
        MaxRowVisits = 60_000_000;

    /// <summary>The number of passes that FastTree makes over its rows, for progress reports.</summary>
    private const int TreePasses = 3;

    /// <summary>The maximum number of headlines for the trees. More do not improve them, and FastTree needs 5 kB for
    /// each.</summary>
    private const int MaxTreeHeadlines = 100_000;

    private static readonly Func<string, string>[] Casings = [text => text, Casing.Lower, Casing.Title];

    /// <summary>The description of the trainers in the manifest.</summary>
    public const string Description =
        "LbfgsLogisticRegression (L2 2, 100 passes, 1 thread) and FastTree on the cues (40 trees of 16 leaves), stacked by "
        + "LbfgsLogisticRegression on held-out rows";

    /// <summary>Fits the linear model and the trees.</summary>
    /// <param name="learning">The training headlines.</param>
    public Learners Fit(IReadOnlyList<ClickbaitRow> learning)
    {
        var context = new MLContext(seed);
        progress.Report($"featurizing {learning.Count} headlines in three casings");
        var (features, examples) = (Featurize([.. learning.Select(row => row.Text)]), CreateExamples(learning));
        var passes = Math.Clamp(MaxRowVisits / Math.Max(1, examples.Count), MinPasses, MaxPasses);
        var learn = TrainingRows.CreateView(context, features, examples, CreateCounter(examples, passes));
        var trainers = context.BinaryClassification.Trainers;
        progress.Report("fitting the linear model");
        // L-BFGS rather than SDCA: with coordinate ascent the bias is still far off when the weights have almost converged, and
        // a stack fitted to the bias of one fit is wrong for the next.
        var linear = TrainingRows.Fit(
            trainers
                .LbfgsLogisticRegression(
                    new LbfgsLogisticRegressionBinaryTrainer.Options
                    {
                        LabelColumnName = nameof(ModelRow.IsBait),
                        FeatureColumnName = nameof(ModelRow.Features),
                        ExampleWeightColumnName = nameof(ModelRow.Weight),
                        L1Regularization = 0,
                        L2Regularization = Regularization * regularization,
                        MaximumNumberOfIterations = passes,
                        OptimizationTolerance = 1e-5f,
                        NumberOfThreads = 1,
                    }
                )
                .Append(context.Transforms.CopyColumns(LinearScore, "Score")),
            learn,
            progress
        );
        progress.Report("growing trees on the cues");
        var step = (learning.Count + MaxTreeHeadlines - 1) / MaxTreeHeadlines;
        examples = [.. examples.Where(example => example.Headline % step == 0)];
        learn = TrainingRows.CreateView(context, features, examples, CreateCounter(examples, TreePasses));
        var trees = TrainingRows.Fit(
            trainers
                .FastTree(
                    new FastTreeBinaryTrainer.Options
                    {
                        LabelColumnName = nameof(ModelRow.IsBait),
                        FeatureColumnName = nameof(ModelRow.Cues),
                        ExampleWeightColumnName = nameof(ModelRow.Weight),
                        NumberOfTrees = 40,
                        NumberOfLeaves = 16,
                        MinimumExampleCountPerLeaf = 50,
                        LearningRate = 0.2,
                        NumberOfThreads = 1,
                        Seed = seed,
                    }
                )
                .Append(context.Transforms.CopyColumns(TreeScore, "Score")),
            learn,
            progress
        );
        var models = linear
            .Append(trees)
            .Append(
                context
                    .Transforms.Concatenate(Stack, LinearScore, TreeScore)
                    .Fit(trees.Transform(linear.Transform(learn)))
            );
        return new Learners(context, models, learn);
    }

    /// <summary>Fits the stack that weights the linear model and the trees, and thereby calibrates them.</summary>
    /// <param name="learners">The linear model and the trees.</param>
    /// <param name="stacking">Headlines that they were not trained on.</param>
    public ITransformer FitStack(Learners learners, IReadOnlyList<ClickbaitRow> stacking)
    {
        progress.Report($"stacking and calibrating on {Plural.Format(stacking.Count, "headline")}");
        var context = learners.Context;
        // Cache the scores, because L-BFGS makes many passes.
        var examples = CreateExamples(stacking);
        var held = context.Data.Cache(
            learners.Models.Transform(
                TrainingRows.CreateView(
                    context,
                    Featurize([.. stacking.Select(row => row.Text)]),
                    examples,
                    CreateCounter(examples, 1)
                )
            ),
            Stack,
            nameof(ModelRow.IsBait),
            nameof(ModelRow.Weight)
        );
        return TrainingRows.Fit(
            context.BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    LabelColumnName = nameof(ModelRow.IsBait),
                    FeatureColumnName = Stack,
                    ExampleWeightColumnName = nameof(ModelRow.Weight),
                    L1Regularization = 0,
                    L2Regularization = 0.01f,
                    NumberOfThreads = 1,
                    EnforceNonNegativity = false,
                }
            ),
            held,
            progress
        );
    }

    private RowCounter CreateCounter(List<TrainingExample> examples, int passes) =>
        new(progress, (long)passes * examples.Count);

    private FeaturizedHeadlines Featurize(IReadOnlyList<string> headlines) =>
        FeaturizedHeadlines.Create(headlines, featurizer, Casings, progress);

    /// <summary>Creates the examples of headlines in three casings. Each headline becomes a bait and a news example, weighted by
    /// its target.</summary>
    private static List<TrainingExample> CreateExamples(IReadOnlyList<ClickbaitRow> rows)
    {
        var examples = new List<TrainingExample>();
        for (byte casing = 0; casing < Casings.Length; casing++)
        {
            foreach (var (i, row) in rows.Index())
            {
                if (row.Target > 0)
                {
                    examples.Add(new TrainingExample(i, casing, 1, row.Weight * row.Target));
                }

                if (row.Target < 1)
                {
                    examples.Add(new TrainingExample(i, casing, 0, row.Weight * (1 - row.Target)));
                }
            }
        }

        return examples;
    }

    /// <summary>Represents a linear model and trees that are not stacked yet.</summary>
    /// <param name="Context">The ML.NET context.</param>
    /// <param name="Models">The linear model, the trees, and the concatenation of their scores.</param>
    /// <param name="View">A view with their input columns.</param>
    internal sealed record Learners(
        MLContext Context,
        TransformerChain<ColumnConcatenatingTransformer> Models,
        IDataView View
    )
    {
        /// <summary>Returns the complete model.</summary>
        /// <param name="stack">The stack that <see cref="FitStack"/> fitted to these or to equivalent learners.</param>
        public ITransformer WithStack(ITransformer stack) => Models.Append(stack);
    }
}
