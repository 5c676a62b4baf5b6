using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Fitting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>
/// Fits a clickbait model: a logistic model of all features and FastTree on the cues, stacked and thereby calibrated on rows
/// that neither has seen. Every headline is shown as printed, in lower case and in Title Case, so that casing does not become the
/// label; headlines that their source labeled count less than those that someone read, so that a source's style does not either.
/// </summary>
public sealed class ClickbaitTrainer(
    Featurizer featurizer,
    int seed,
    IProgress<string> progress,
    float regularization = 1
)
{
    private const string LinearScore = "LinearScore";
    private const string TreeScore = "TreeScore";
    private const string Stack = "Stack";

    /// <summary>Headlines that were labeled by their source count this much beside those that someone read, where both
    /// are there.</summary>
    private const float SourceWeight = 0.1f;

    /// <summary>The prior of the linear weights. It stands against the sum of the rows' losses, not against their mean, so that
    /// it gives way as headlines grow more; chosen on parts of Stop Clickbait and of the read headlines.</summary>
    private const float Regularization = 2;

    /// <summary>How often L-BFGS goes through its rows at most: seldom through many, so that a million headlines take minutes.</summary>
    private const int FewestPasses = 15,
        MostPasses = 100,
        Looks = 60_000_000;

    /// <summary>How often FastTree goes through its rows; for what is told of its progress.</summary>
    private const int TreePasses = 3;

    /// <summary>Trees of forty cues learn no more from more headlines than this, and FastTree takes 5 kB for each.</summary>
    private const int MostForTrees = 100_000;

    private static readonly Func<string, string>[] Casings = [text => text, Casing.Lower, Casing.Title];

    /// <summary>How probable it is that a reader would call a headline of each grade bait: graded rows teach softly.</summary>
    private static readonly float[] GradeTargets = [0.02f, 0.3f, 0.8f, 0.97f];

    /// <summary>What the model card says of the trainers.</summary>
    public const string Description =
        "LbfgsLogisticRegression (L2 2, 100 passes, 1 thread) and FastTree on the cues (40 trees of 16 leaves), stacked by "
        + "LbfgsLogisticRegression on held-out rows";

    /// <summary>Fits the linear model and the trees.</summary>
    /// <param name="learning">Headlines with bait labels to learn from.</param>
    public Learners Fit(IReadOnlyList<LabeledHeadline> learning)
    {
        var context = new MLContext(seed);
        progress.Report($"featurizing {learning.Count} headlines in three casings");
        var (features, examples) = (
            Featurize([.. learning.Select(headline => headline.Text)]),
            Examples(learning, soft: true)
        );
        var passes = Math.Clamp(Looks / Math.Max(1, examples.Count), FewestPasses, MostPasses);
        var learn = TrainingRows.View(context, features, examples, Counter(examples, passes));
        var trainers = context.BinaryClassification.Trainers;
        progress.Report("fitting the linear model");
        // L-BFGS rather than SDCA: coordinate by coordinate the bias is still far off when the weights no longer change much,
        // and a stack that fits one fit's bias is wrong for the next.
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
        var step = (learning.Count + MostForTrees - 1) / MostForTrees;
        examples = [.. examples.Where(example => example.Headline % step == 0)];
        learn = TrainingRows.View(context, features, examples, Counter(examples, TreePasses));
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
        var both = linear
            .Append(trees)
            .Append(
                context
                    .Transforms.Concatenate(Stack, LinearScore, TreeScore)
                    .Fit(trees.Transform(linear.Transform(learn)))
            );
        return new Learners(context, both, learn);
    }

    /// <summary>Fits how much the linear model and the trees count, and thereby calibrates.</summary>
    /// <param name="learners">Both.</param>
    /// <param name="stacking">Headlines that they have not seen.</param>
    public ITransformer Weigh(Learners learners, IReadOnlyList<LabeledHeadline> stacking)
    {
        progress.Report($"stacking and calibrating on {stacking.Count} headlines");
        var context = learners.Context;
        // Kept, so that L-BFGS, which goes through them often, does not score them each time.
        var examples = Examples(stacking, soft: false);
        var held = context.Data.Cache(
            learners.Both.Transform(
                TrainingRows.View(
                    context,
                    Featurize([.. stacking.Select(headline => headline.Text)]),
                    examples,
                    Counter(examples, 1)
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

    private RowCounter Counter(List<TrainingExample> examples, int passes) =>
        new(progress, (long)passes * examples.Count);

    private FeaturizedHeadlines Featurize(IReadOnlyList<string> headlines) =>
        FeaturizedHeadlines.Of(headlines, featurizer, Casings, progress);

    /// <summary>The examples that headlines in three casings are; soft ones come as bait and as news with the weights of their
    /// grade, hard ones as bait from grade 2 on.</summary>
    private static List<TrainingExample> Examples(IReadOnlyList<LabeledHeadline> headlines, bool soft)
    {
        var weights = Balance(headlines);
        var examples = new List<TrainingExample>();
        for (byte casing = 0; casing < Casings.Length; casing++)
        {
            for (var i = 0; i < headlines.Count; i++)
            {
                var grade = headlines[i].Bait!.Value;
                AddSoft(
                    examples,
                    i,
                    casing,
                    soft ? GradeTargets[(int)Math.Round(grade)]
                        : grade >= 2 ? 1
                        : 0,
                    weights[i]
                );
            }
        }

        return examples;
    }

    private static void AddSoft(List<TrainingExample> examples, int headline, byte casing, float target, float weight)
    {
        if (target > 0)
        {
            examples.Add(new TrainingExample(headline, casing, 1, weight * target));
        }

        if (target < 1)
        {
            examples.Add(new TrainingExample(headline, casing, 0, weight * (1 - target)));
        }
    }

    private static float[] Balance(IReadOnlyList<LabeledHeadline> headlines)
    {
        var anyRead = headlines.Any(headline => headline.Origin == LabelOrigin.Reader);
        return
        [
            .. headlines.Select(headline =>
                headline.Weight * (anyRead && headline.Origin == LabelOrigin.Source ? SourceWeight : 1)
            ),
        ];
    }

    /// <summary>A linear model and trees, not yet stacked.</summary>
    /// <param name="Context">Where they live.</param>
    /// <param name="Both">Both, and the columns that are stacked.</param>
    /// <param name="View">A view with their input columns.</param>
    public sealed record Learners(
        MLContext Context,
        TransformerChain<ColumnConcatenatingTransformer> Both,
        IDataView View
    )
    {
        /// <summary>The whole model.</summary>
        /// <param name="stack">What <see cref="Weigh"/> fitted, to these or to others learned in the same way.</param>
        public ITransformer Under(ITransformer stack) => Both.Append(stack);
    }
}
