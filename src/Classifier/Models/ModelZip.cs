using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Classifier.Features;
using Classifier.Scoring;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Models;

/// <summary>Reads an ML.NET model file. Scores with ML.NET and extracts the weights and trees.</summary>
internal sealed class ModelZip
{
    /// <summary>The reason why members that need ML.NET require dynamic code.</summary>
    public const string DynamicCode = "ML.NET generates code while it runs.";

    private readonly MLContext _context = new(seed: 1);
    private readonly ITransformer _model;
    private readonly List<object> _parameters;

    /// <summary>Gets a value indicating whether this program can read ML.NET models. One that was compiled ahead of time cannot, and
    /// does not contain ML.NET.</summary>
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    public static bool IsSupported => RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Loads an ML.NET model.</summary>
    /// <param name="stream">The zip file.</param>
    [RequiresDynamicCode(DynamicCode)]
    public ModelZip(Stream stream)
    {
        // The FastTree assembly must be registered before loading a model that uses its types.
        _context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
        _model = _context.Model.Load(stream, out _);
        _parameters = [.. GetParameters(_model)];
    }

    /// <summary>Extracts the weights of the topics' linear models.</summary>
    /// <param name="labels">The number of topics.</param>
    /// <exception cref="InvalidDataException">The zip has a different number of linear models.</exception>
    public LinearWeights GetTopicWeights(int labels)
    {
        var models = _parameters.OfType<LinearRegressionModelParameters>().ToList();
        if (models.Count != labels)
        {
            throw new InvalidDataException(
                $"model.zip contains {models.Count} linear models, but the manifest lists {labels} topics. Retrain the model."
            );
        }

        return new LinearWeights(
            [.. models.Select(model => new ReadOnlyMemory<float>([.. model.Weights]))],
            [.. models.Select(model => model.Bias)]
        );
    }

    /// <summary>
    /// Extracts the parts of a clickbait model: the linear weights, the trees and the stacking weights.
    /// </summary>
    /// <exception cref="InvalidDataException">The zip does not contain a clickbait model.</exception>
    public (LinearWeights Linear, TreeEnsemble Trees, LinearWeights Stack) GetClickbaitParts()
    {
        var linear = _parameters.OfType<LinearBinaryModelParameters>().ToList();
        var trees = _parameters.OfType<FastTreeBinaryModelParameters>().ToList();
        if (linear.Count != 2 || trees.Count != 1)
        {
            throw new InvalidDataException(
                $"model.zip contains {linear.Count} linear models and {trees.Count} tree ensembles instead of two and one. Retrain the model."
            );
        }

        return (Flatten(linear[0]), Flatten(trees[0]), Flatten(linear[1]));
    }

    /// <summary>Scores headlines with the prediction engine of ML.NET.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="featurizer">The featurizer that the model was trained with.</param>
    /// <param name="labels">The number of topics, or 0 for a clickbait model.</param>
    /// <returns>For each headline, the uncalibrated probabilities of all topics, or the probability of
    /// clickbait.</returns>
    public float[][] Predict(IReadOnlyList<string> headlines, Featurizer featurizer, int labels)
    {
        var schema = ModelRow.Schema(featurizer.Length, ClickbaitCues.Count);
        var rows = ModelRows.Create(headlines, featurizer);
        if (labels > 1)
        {
            using var topics = _context.Model.CreatePredictionEngine<ModelRow, TopicOutput>(
                _model,
                inputSchemaDefinition: schema
            );
            return [.. rows.Select(row => topics.Predict(row).Score)];
        }

        using var clickbait = _context.Model.CreatePredictionEngine<ModelRow, ClickbaitOutput>(
            _model,
            inputSchemaDefinition: schema
        );
        return [.. rows.Select(row => new[] { clickbait.Predict(row).Probability })];
    }

    private static IEnumerable<object> GetParameters(ITransformer transformer) =>
        transformer switch
        {
            IEnumerable<ITransformer> chain => chain.SelectMany(GetParameters),
            ISingleFeaturePredictionTransformer<object>
            {
                Model: CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> linear
            } => [linear.SubModel],
            ISingleFeaturePredictionTransformer<object>
            {
                Model: CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> trees
            } => [trees.SubModel],
            ISingleFeaturePredictionTransformer<object> prediction => [prediction.Model],
            _ => [],
        };

    private static LinearWeights Flatten(LinearBinaryModelParameters model) =>
        new([new ReadOnlyMemory<float>([.. model.Weights])], [model.Bias]);

    private static TreeEnsemble Flatten(FastTreeBinaryModelParameters model)
    {
        var ensemble = model.TrainedTreeEnsemble;
        var trees = ensemble
            .Trees.Select(
                (tree, i) =>
                    new Tree(
                        [.. tree.NumericalSplitFeatureIndexes],
                        [.. tree.NumericalSplitThresholds],
                        [.. tree.LeftChild],
                        [.. tree.RightChild],
                        [.. tree.LeafValues.Select(value => (float)(value * ensemble.TreeWeights[i]))]
                    )
            )
            .ToList();
        return new TreeEnsemble(trees, (float)ensemble.Bias);
    }

    private sealed class TopicOutput
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class ClickbaitOutput
    {
        public float Probability { get; set; }
    }
}
