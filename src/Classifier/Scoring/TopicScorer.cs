using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores topics: each topic's logit over a temperature, its probability, and all of them scaled to sum to one.</summary>
internal sealed class TopicScorer(LinearScorer linear, ModelCalibration calibration) : Scorer(linear)
{
    /// <summary>No probability is less than e to the minus this, so that where none is more, all are still numbers.</summary>
    private const float Least = 80;

    /// <summary>What logits are multiplied with: one over the temperature.</summary>
    public float Scale { get; } = (float)calibration.Scale;

    /// <inheritdoc/>
    public override void Finish(FeatureBuffer features, Span<float> logits, bool calibrated = true) =>
        Normalize(logits, calibrated ? Scale : 1);

    /// <summary>Makes probabilities of logits.</summary>
    /// <param name="logits">One logit for each topic; takes the probabilities, which sum to one.</param>
    /// <param name="scale">What logits are multiplied with.</param>
    [SkipLocalsInit]
    public static void Normalize(Span<float> logits, float scale)
    {
        // Whole vectors; what is left of the last one is nobody's.
        Span<Vector256<float>> probabilities =
            stackalloc Vector256<float>[(logits.Length + Vector256<float>.Count - 1) / Vector256<float>.Count];
        var numbers = MemoryMarshal.Cast<Vector256<float>, float>(probabilities);
        logits.CopyTo(numbers);
        foreach (ref var some in probabilities)
        {
            some =
                Vector256<float>.One
                / (Vector256<float>.One + Vector256.Exp(Vector256.Min(some * -scale, Vector256.Create(Least))));
        }

        numbers[logits.Length..].Clear();
        Vector256<float> sum = default;
        foreach (var some in probabilities)
        {
            sum += some;
        }

        var total = Vector256.Sum(sum);
        for (var label = 0; label < logits.Length; label++)
        {
            logits[label] = numbers[label] / total;
        }
    }
}
