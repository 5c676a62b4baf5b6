using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Clickbait;

/// <summary>
/// Fits a clickbait model: a logistic model of all features and FastTree on the cues, learnt from most rows, then stacked
/// and thereby calibrated on the rest. Every headline is shown as printed, in lower case and in Title Case, and each source
/// counts for as much bait as news, so that neither casing nor a source's style becomes the label.
/// </summary>
public sealed class ClickbaitTrainer(Featurizer featurizer, int seed, IProgress<string> progress, float regularization = 1)
{
    private const string LinearScore = "LinearScore";
    private const string TreeScore = "TreeScore";
    private const string Stack = "Stack";

    /// <summary>Headlines that were labelled by their source count this much beside those that someone read, where both
    /// are there.</summary>
    private const float SourceWeight = 0.1f;

    /// <summary>How often the trainers go through their rows at most; for what is told of their progress.</summary>
    private const int LinearPasses = 20, TreePasses = 3;

    /// <summary>Trees of forty cues learn no more from more headlines than this, and FastTree takes 5 kB for each.</summary>
    private const int MostForTrees = 100_000;

    private static readonly Func<string, string>[] Casings = [text => text, Casing.Lower, Casing.Title];

    /// <summary>How probable it is that a reader would call a headline of each grade bait: graded rows teach softly.</summary>
    private static readonly float[] GradeTargets = [0.02f, 0.3f, 0.8f, 0.97f];

    /// <summary>What the model card says of the trainers.</summary>
    public const string Description =
        "SdcaLogisticRegression (L2 1e-4, 20 passes, 1 thread) and FastTree on the cues (100 trees of 16 leaves), stacked by "
        + "LbfgsLogisticRegression on held-out rows";

    /// <summary>Fits a model.</summary>
    /// <param name="learning">Headlines with bait labels to learn from.</param>
    /// <param name="stacking">Others to stack and calibrate on.</param>
    /// <returns>The model and the context that it lives in.</returns>
    public (MLContext Context, ITransformer Model, IDataView View) Fit(
        IReadOnlyList<LabelledHeadline> learning, IReadOnlyList<LabelledHeadline> stacking)
    {
        var context = new MLContext(seed);
        progress.Report($"featurising {learning.Count} headlines in three casings");
        var (features, examples) = (Featurize([.. learning.Select(headline => headline.Text)]), Examples(learning, soft: true));
        var learn = TrainingRows.View(context, features, examples, 1, LinearPasses, progress);
        var trainers = context.BinaryClassification.Trainers;
        progress.Report("fitting the linear model");
        var linear = TrainingRows.Fit(trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.IsBait),
            FeatureColumnName = nameof(ModelRow.Features),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 1e-4f * regularization,
            MaximumNumberOfIterations = LinearPasses,
            ConvergenceTolerance = 0.01f,
            NumberOfThreads = 1,
        }).Append(context.Transforms.CopyColumns(LinearScore, "Score")), learn, progress);
        progress.Report("growing trees on the cues");
        var step = (learning.Count + MostForTrees - 1) / MostForTrees;
        learn = TrainingRows.View(context, features, [.. examples.Where(example => example.Headline % step == 0)], 1, TreePasses, progress);
        var trees = TrainingRows.Fit(trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.IsBait),
            FeatureColumnName = nameof(ModelRow.Cues),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            NumberOfTrees = 100,
            NumberOfLeaves = 16,
            MinimumExampleCountPerLeaf = 50,
            LearningRate = 0.1,
            NumberOfThreads = 1,
            Seed = seed,
        }).Append(context.Transforms.CopyColumns(TreeScore, "Score")), learn, progress);
        progress.Report($"stacking and calibrating on {stacking.Count} headlines");
        var both = linear.Append(trees).Append(
            context.Transforms.Concatenate(Stack, LinearScore, TreeScore).Fit(trees.Transform(linear.Transform(learn))));
        // Kept, so that L-BFGS, which goes through them often, does not score them each time.
        var held = context.Data.Cache(both.Transform(TrainingRows.View(context, Featurize([.. stacking.Select(headline => headline.Text)]),
            Examples(stacking, soft: false), 1, 1, progress)), Stack, nameof(ModelRow.IsBait), nameof(ModelRow.Weight));
        var stack = TrainingRows.Fit(trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.IsBait),
            FeatureColumnName = Stack,
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 0.01f,
            NumberOfThreads = 1,
            EnforceNonNegativity = false,
        }), held, progress);
        return (context, both.Append(stack), learn);
    }

    private FeaturizedHeadlines Featurize(IReadOnlyList<string> headlines) =>
        FeaturizedHeadlines.Of(headlines, featurizer, Casings, progress);

    /// <summary>The examples that headlines in three casings are; soft ones come as bait and as news with the weights of their
    /// grade, hard ones as bait from grade 2 on.</summary>
    private static List<TrainingExample> Examples(IReadOnlyList<LabelledHeadline> headlines, bool soft)
    {
        var weights = Balance(headlines);
        var examples = new List<TrainingExample>();
        for (byte casing = 0; casing < Casings.Length; casing++)
        {
            for (var i = 0; i < headlines.Count; i++)
            {
                var grade = headlines[i].Bait!.Value;
                AddSoft(examples, i, casing, soft ? GradeTargets[(int)Math.Round(grade)] : grade >= 2 ? 1 : 0, weights[i]);
            }
        }

        return examples;
    }

    private static void AddSoft(List<TrainingExample> examples, int headline, byte casing, float target, float weight)
    {
        if (target > 0)
            examples.Add(new TrainingExample(headline, casing, 0, true, weight * target));
        if (target < 1)
            examples.Add(new TrainingExample(headline, casing, 0, false, weight * (1 - target)));
    }

    private static float[] Balance(IReadOnlyList<LabelledHeadline> headlines)
    {
        var anyRead = headlines.Any(headline => headline.Origin == LabelOrigin.Reader);
        return [.. headlines.Select(headline =>
            headline.Weight * (anyRead && headline.Origin == LabelOrigin.Source ? SourceWeight : 1))];
    }
}
