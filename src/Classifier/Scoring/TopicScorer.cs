using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>
/// Scores topics. The logit of each topic is divided by a temperature and passed through a sigmoid; the resulting
/// probabilities are scaled to sum to one.
/// </summary>
internal sealed class TopicScorer(LinearScorer linear, ModelCalibration calibration) : Scorer(linear)
{
    /// <summary>
    /// The maximum exponent. It keeps every probability above e^-80, so that normalization never divides by zero.
    /// </summary>
    private const float MaxExponent = 80;

    /// <summary>Gets the factor applied to logits, the reciprocal of the temperature.</summary>
    public float Scale { get; } = (float)calibration.Scale;

    /// <inheritdoc/>
    public override void ToProbabilities(FeatureBuffer features, Span<float> logits, bool calibrated = true) =>
        Normalize(logits, calibrated ? Scale : 1);

    /// <summary>Converts logits to probabilities in place.</summary>
    /// <param name="logits">One logit for each topic; receives the probabilities, which sum to one.</param>
    /// <param name="scale">The factor applied to the logits.</param>
    [SkipLocalsInit]
    public static void Normalize(Span<float> logits, float scale)
    {
        // Round up to whole vectors; the unused elements are cleared before summing.
        Span<Vector256<float>> probabilities =
            stackalloc Vector256<float>[(logits.Length + Vector256<float>.Count - 1) / Vector256<float>.Count];
        var values = MemoryMarshal.Cast<Vector256<float>, float>(probabilities);
        logits.CopyTo(values);
        foreach (ref var vector in probabilities)
        {
            vector =
                Vector256<float>.One
                / (Vector256<float>.One + Vector256.Exp(Vector256.Min(vector * -scale, Vector256.Create(MaxExponent))));
        }

        values[logits.Length..].Clear();
        Vector256<float> sum = default;
        foreach (var vector in probabilities)
        {
            sum += vector;
        }

        var total = Vector256.Sum(sum);
        for (var label = 0; label < logits.Length; label++)
        {
            logits[label] = values[label] / total;
        }
    }
}
