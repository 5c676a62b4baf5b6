using Classifier.Models;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Creates ML.NET models with given weights.</summary>
/// <remarks>The constructors of ML.NET's linear models are internal, so an online trainer takes exactly two steps of length 1: one
/// along a row whose features are the weights, and one along an empty row, which corrects the bias.</remarks>
internal static class FixedWeights
{
    /// <summary>Creates a linear regression model, as used for topics.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="cues">The number of cues in the schema.</param>
    public static ITransformer CreateRegression(MLContext context, float[] weights, float bias, int cues) =>
        context
            .Regression.Trainers.OnlineGradientDescent(
                new OnlineGradientDescentTrainer.Options
                {
                    LabelColumnName = nameof(ModelRow.Target),
                    FeatureColumnName = nameof(ModelRow.Features),
                    LossFunction = new UnitStep(bias),
                    LearningRate = 1,
                    DecreaseLearningRate = false,
                    NumberOfIterations = 1,
                    L2Regularization = 0,
                    Averaged = false,
                    Shuffle = false,
                }
            )
            .Fit(CreateView(context, weights, cues));

    /// <summary>Creates a linear binary classifier, as used for clickbait.</summary>
    /// <inheritdoc cref="CreateRegression"/>
    public static ITransformer CreateBinary(MLContext context, float[] weights, float bias, int cues) =>
        context
            .BinaryClassification.Trainers.AveragedPerceptron(
                new AveragedPerceptronTrainer.Options
                {
                    LabelColumnName = nameof(ModelRow.IsBait),
                    FeatureColumnName = nameof(ModelRow.Features),
                    LossFunction = new UnitStep(bias),
                    LearningRate = 1,
                    DecreaseLearningRate = false,
                    NumberOfIterations = 1,
                    L2Regularization = 0,
                    Averaged = false,
                    Shuffle = false,
                }
            )
            .Fit(CreateView(context, weights, cues));

    /// <summary>Creates a view without rows that has the input columns of a model.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="length">The length of the feature space.</param>
    /// <param name="cues">The number of cues.</param>
    public static IDataView CreateEmptyView(MLContext context, int length, int cues) =>
        context.Data.LoadFromEnumerable(Array.Empty<ModelRow>(), ModelRow.Schema(length, cues));

    private static IDataView CreateView(MLContext context, float[] weights, int cues)
    {
        var noCues = new VBuffer<float>(Math.Max(1, cues), new float[Math.Max(1, cues)]);
        ModelRow[] rows =
        [
            new()
            {
                Features = new VBuffer<float>(weights.Length, weights),
                Cues = noCues,
                Target = 1,
                IsBait = true,
            },
            new()
            {
                Features = new VBuffer<float>(weights.Length, 0, [], []),
                Cues = noCues,
                Target = 0,
                IsBait = false,
            },
        ];
        return context.Data.LoadFromEnumerable(rows, ModelRow.Schema(weights.Length, cues));
    }

    /// <summary>A loss whose derivative makes the first row add its features and 1 to the bias, and the second row add the rest
    /// of the bias.</summary>
    private sealed class UnitStep(float bias) : IRegressionLoss, IClassificationLoss
    {
        public double Loss(float output, float label) => 1;

        public float Derivative(float output, float label) => label > 0 ? -1 : 1 - bias;
    }
}
