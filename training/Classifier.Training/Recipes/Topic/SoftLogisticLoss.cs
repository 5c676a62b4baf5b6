using Microsoft.ML.Trainers;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// The logistic loss of a logit z beside a probability y: log(1 + e^z) - yz, with the slope σ(z) - y. ML.NET's own takes
/// labels that are true or false. The dual variable of a row stands for y - σ(z).
/// </summary>
internal sealed class SoftLogisticLoss : ISupportSdcaRegressionLoss
{
    /// <inheritdoc/>
    public double Loss(float output, float label) =>
        Math.Max(output, 0) + Math.Log(1 + Math.Exp(-Math.Abs(output))) - (label * output);

    /// <inheritdoc/>
    public float Derivative(float output, float label) => Sigmoid(output) - label;

    /// <inheritdoc/>
    /// <remarks>The loss is curved by at most a quarter, so this step never goes too far.</remarks>
    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) =>
        1 / Math.Max(1, 0.25f + scaledFeaturesNormSquared);

    /// <inheritdoc/>
    public float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads) =>
        (label - Sigmoid(output) - dual) * invariant;

    /// <inheritdoc/>
    /// <remarks>The entropy of the probability that the dual variable stands for.</remarks>
    public double DualLoss(float label, float dual)
    {
        var p = label - dual;
        return p is > 0 and < 1 ? -(p * MathF.Log(p)) - ((1 - p) * MathF.Log(1 - p)) : 0;
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));
}
