using System.Numerics.Tensors;

namespace Classifier.Transformers.Training;

/// <summary>Computes the loss of the heads: the cross-entropy of the topics with soft targets, and the mean binary cross-entropy
/// of the three clickbait thresholds with soft targets. The sigmoid of a threshold is the probability that the grade reaches
/// it.</summary>
internal static class HeadLoss
{
    /// <summary>Computes the mean weighted loss of a batch and its gradient.</summary>
    /// <param name="logits">The logits of each headline.</param>
    /// <param name="examples">The labels of each headline.</param>
    /// <param name="gradient">Receives the gradient with respect to the logits.</param>
    public static double Compute(Matrix logits, IReadOnlyList<HeadlineExample> examples, Matrix gradient)
    {
        var topics = logits.Columns - EncoderShape.GradeThresholds;
        var loss = 0.0;
        for (var row = 0; row < logits.Rows; row++)
        {
            gradient[row].Clear();
            var weight = examples[row].Weight;
            if (examples[row].Topics is { } targets)
            {
                loss += weight * AddTopicLoss(logits[row][..topics], targets, gradient[row][..topics]);
            }

            if (examples[row].Grades is { } grades)
            {
                loss += weight * AddGradeLoss(logits[row][topics..], grades, gradient[row][topics..]);
            }

            TensorPrimitives.Multiply(gradient[row], weight, gradient[row]);
        }

        TensorPrimitives.Divide(gradient.Values, logits.Rows, gradient.Values);
        return loss / logits.Rows;
    }

    private static double AddTopicLoss(ReadOnlySpan<float> logits, float[] targets, Span<float> gradient)
    {
        TensorPrimitives.SoftMax(logits, gradient);
        var loss = 0.0;
        for (var topic = 0; topic < targets.Length; topic++)
        {
            loss -= targets[topic] * Math.Log(Math.Max(gradient[topic], 1e-30f));
        }

        TensorPrimitives.Subtract(gradient, targets, gradient);
        return loss;
    }

    private static double AddGradeLoss(ReadOnlySpan<float> logits, float[] targets, Span<float> gradient)
    {
        var loss = 0.0;
        for (var threshold = 0; threshold < logits.Length; threshold++)
        {
            double target = targets[threshold];
            double logit = logits[threshold];
            loss += Math.Max(logit, 0) - (logit * target) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
            gradient[threshold] = (float)((1 / (1 + Math.Exp(-logit))) - target) / logits.Length;
        }

        return loss / logits.Length;
    }
}
