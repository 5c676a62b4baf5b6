using Microsoft.ML.Trainers;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// Implements the logistic loss of a logit z for a target probability y: log(1 + e^z) - yz, with the derivative σ(z) - y. The
/// logistic loss of ML.NET accepts only Boolean labels. The dual variable of a row corresponds to y - σ(z).
/// </summary>
internal sealed class SoftLogisticLoss : ISupportSdcaRegressionLoss
{
    /// <inheritdoc/>
    public double Loss(float output, float label) =>
        Math.Max(output, 0) + Math.Log(1 + Math.Exp(-Math.Abs(output))) - (label * output);

    /// <inheritdoc/>
    public float Derivative(float output, float label) => Sigmoid(output) - label;

    /// <inheritdoc/>
    /// <remarks>The second derivative of the loss is at most 1/4, so this step does not overshoot.</remarks>
    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) =>
        1 / Math.Max(1, 0.25f + scaledFeaturesNormSquared);

    /// <inheritdoc/>
    public float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads) =>
        (label - Sigmoid(output) - dual) * invariant;

    /// <inheritdoc/>
    /// <remarks>Returns the entropy of the probability that corresponds to the dual variable.</remarks>
    public double DualLoss(float label, float dual)
    {
        var p = label - dual;
        return p is > 0 and < 1 ? -(p * MathF.Log(p)) - ((1 - p) * MathF.Log(1 - p)) : 0;
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));
}
