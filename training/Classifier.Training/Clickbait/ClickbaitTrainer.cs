using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Clickbait;

/// <summary>
/// Fits a clickbait model: a logistic model of all features and FastTree on the cues, learnt from most rows, then stacked
/// and thereby calibrated on the rest. Every headline is shown as printed, in lower case and in Title Case, and each source
/// counts for as much bait as news, so that neither casing nor a source's style becomes the label.
/// </summary>
public sealed class ClickbaitTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    private const string LinearScore = "LinearScore";
    private const string TreeScore = "TreeScore";
    private const string Stack = "Stack";

    /// <summary>Headlines that were labelled by their source count this much beside those that someone read, where both
    /// are there.</summary>
    private const float SourceWeight = 0.1f;

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
        var learn = View(context, Rows(learning, soft: true));
        var trainers = context.BinaryClassification.Trainers;
        progress.Report("fitting the linear model");
        var linear = trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.IsBait),
            FeatureColumnName = nameof(ModelRow.Features),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 1e-4f,
            MaximumNumberOfIterations = 20,
            ConvergenceTolerance = 0.01f,
            NumberOfThreads = 1,
        }).Append(context.Transforms.CopyColumns(LinearScore, "Score")).Fit(learn);
        progress.Report("growing trees on the cues");
        var trees = trainers.FastTree(new FastTreeBinaryTrainer.Options
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
        }).Append(context.Transforms.CopyColumns(TreeScore, "Score")).Fit(learn);
        progress.Report($"stacking and calibrating on {stacking.Count} headlines");
        var both = linear.Append(trees).Append(
            context.Transforms.Concatenate(Stack, LinearScore, TreeScore).Fit(trees.Transform(linear.Transform(learn))));
        var held = both.Transform(View(context, Rows(stacking, soft: false)));
        var stack = trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.IsBait),
            FeatureColumnName = Stack,
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 0.01f,
            NumberOfThreads = 1,
            EnforceNonNegativity = false,
        }).Fit(held);
        return (context, both.Append(stack), learn);
    }

    private IDataView View(MLContext context, ModelRow[] rows) =>
        context.Data.LoadFromEnumerable(rows, ModelRow.Schema(featurizer.Length, ClickbaitCues.Count, 1));

    /// <summary>The rows of headlines in three casings; soft rows come as bait and as news with the weights of their grade,
    /// hard ones as bait from grade 2 on.</summary>
    private ModelRow[] Rows(IReadOnlyList<LabelledHeadline> headlines, bool soft)
    {
        var weights = Balance(headlines);
        var rows = new List<ModelRow>();
        Func<string, string>[] casings = [text => text, Casing.Lower, Casing.Title];
        foreach (var casing in casings)
        {
            var features = ModelRows.Of([.. headlines.Select(headline => casing(headline.Text))], featurizer);
            for (var i = 0; i < features.Length; i++)
            {
                var grade = headlines[i].Bait!.Value;
                var target = soft ? GradeTargets[(int)Math.Round(grade)] : grade >= 2 ? 1 : 0;
                AddSoft(rows, features[i], target, weights[i]);
            }
        }

        return [.. rows];
    }

    private static void AddSoft(List<ModelRow> rows, ModelRow features, float target, float weight)
    {
        if (target > 0)
            rows.Add(With(features, true, weight * target));
        if (target < 1)
            rows.Add(With(features, false, weight * (1 - target)));
    }

    private static ModelRow With(ModelRow features, bool isBait, float weight) =>
        new() { Features = features.Features, Cues = features.Cues, IsBait = isBait, Weight = weight };

    private static float[] Balance(IReadOnlyList<LabelledHeadline> headlines)
    {
        var anyRead = headlines.Any(headline => headline.Origin == LabelOrigin.Reader);
        return [.. headlines.Select(headline =>
            headline.Weight * (anyRead && headline.Origin == LabelOrigin.Source ? SourceWeight : 1))];
    }
}
