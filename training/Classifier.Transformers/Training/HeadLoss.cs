using System.Numerics.Tensors;

namespace Classifier.Transformers.Training;

/// <summary>Computes the loss of the heads: the cross-entropy of the topics with soft targets, and the mean binary cross-entropy
/// of the three clickbait thresholds. The sigmoid of a threshold is the probability that the grade reaches it.</summary>
internal static class HeadLoss
{
    /// <summary>The target probability of the main topic if there is a second one.</summary>
    private const float MainTopicShare = 0.65f;

    /// <summary>Computes the mean loss of a batch and its gradient.</summary>
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
            if (examples[row].Topic is { } topic)
            {
                var second = examples[row].SecondTopic ?? topic;
                loss += AddTopicLoss(logits[row][..topics], topic, second, gradient[row][..topics]);
            }

            if (examples[row].Grade is { } grade)
            {
                loss += AddGradeLoss(logits[row][topics..], grade, gradient[row][topics..]);
            }
        }

        TensorPrimitives.Divide(gradient.Values, logits.Rows, gradient.Values);
        return loss / logits.Rows;
    }

    private static double AddTopicLoss(ReadOnlySpan<float> logits, int topic, int second, Span<float> gradient)
    {
        TensorPrimitives.SoftMax(logits, gradient);
        var loss =
            -(MainTopicShare * Math.Log(Math.Max(gradient[topic], 1e-30f)))
            - ((1 - MainTopicShare) * Math.Log(Math.Max(gradient[second], 1e-30f)));
        gradient[topic] -= MainTopicShare;
        gradient[second] -= 1 - MainTopicShare;
        return loss;
    }

    private static double AddGradeLoss(ReadOnlySpan<float> logits, int grade, Span<float> gradient)
    {
        var loss = 0.0;
        for (var threshold = 0; threshold < logits.Length; threshold++)
        {
            var target = grade > threshold ? 1 : 0;
            double logit = logits[threshold];
            loss += Math.Max(logit, 0) - (logit * target) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
            gradient[threshold] = (float)((1 / (1 + Math.Exp(-logit))) - target) / logits.Length;
        }

        return loss / logits.Length;
    }
}
