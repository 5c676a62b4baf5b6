using Classifier.Features;
using Classifier.Scoring;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Models;

/// <summary>ML.NET's own model file: scores with ML.NET, and gives its weights and trees away for plain arrays.</summary>
internal sealed class ModelZip
{
    private readonly MLContext _context = new(seed: 1);
    private readonly ITransformer _model;
    private readonly List<object> _parameters;

    /// <summary>Reads a zip.</summary>
    /// <param name="stream">The zip.</param>
    public ModelZip(Stream stream)
    {
        // FastTree's types must be loaded before a zip that names them is read.
        _context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
        _model = _context.Model.Load(stream, out _);
        _parameters = [.. ParametersOf(_model)];
    }

    /// <summary>The weights of the topics' linear models, one row of weights for each topic.</summary>
    /// <param name="labels">How many topics there are.</param>
    public LinearWeights TopicWeights(int labels)
    {
        var models = _parameters.OfType<LinearRegressionModelParameters>().ToList();
        if (models.Count != labels)
        {
            throw new InvalidDataException(
                $"The zip holds {models.Count} linear models for {labels} topics; train it again."
            );
        }

        return new LinearWeights(
            [.. models.Select(model => new ReadOnlyMemory<float>([.. model.Weights]))],
            [.. models.Select(model => model.Bias)]
        );
    }

    /// <summary>The parts of the clickbait model: linear weights, trees, and how they are stacked.</summary>
    public (LinearWeights Linear, TreeEnsemble Trees, LinearWeights Stack) ClickbaitParts()
    {
        var linear = _parameters.OfType<LinearBinaryModelParameters>().ToList();
        var trees = _parameters.OfType<FastTreeBinaryModelParameters>().ToList();
        if (linear.Count != 2 || trees.Count != 1)
        {
            throw new InvalidDataException(
                $"The zip holds {linear.Count} linear models and {trees.Count} of trees, not two and one."
            );
        }

        return (Flatten(linear[0]), Flatten(trees[0]), Flatten(linear[1]));
    }

    /// <summary>Scores headlines with ML.NET's PredictionEngine: for topics the uncalibrated probabilities of all labels,
    /// for clickbait the probability.</summary>
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

    private static IEnumerable<object> ParametersOf(ITransformer transformer) =>
        transformer switch
        {
            IEnumerable<ITransformer> chain => chain.SelectMany(ParametersOf),
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
