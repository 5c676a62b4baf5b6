namespace Classifier.Training.Recipes.Updating;

/// <summary>
/// Finds the smallest change of a logistic model that makes it fit new targets. Minimizes the weighted sum of logistic losses plus
/// λ/2 times the squared distance from the old weights, by dual coordinate ascent with exact steps (Yu, Huang and Lin 2011).
/// </summary>
/// <remarks>The old model enters only through its logits, which are constant offsets, so the solver never touches the old
/// weights. The bias does not change, because it would affect every headline. The result is deterministic.</remarks>
internal static class LinearUpdate
{
    private const int MaxPasses = 60;
    private const float Tolerance = 1e-4f;

    /// <summary>Fits the change of one label's weights.</summary>
    /// <param name="rows">The features of the headlines. The same rows serve all labels.</param>
    /// <param name="length">The length of the feature space.</param>
    /// <param name="offsets">The logits of the old model.</param>
    /// <param name="targets">The target probabilities, from 0 to 1.</param>
    /// <param name="weights">The weights of the rows.</param>
    /// <param name="regularization">λ, the weight of the squared distance from the old weights.</param>
    /// <returns>The change of each weight.</returns>
    public static float[] Fit(
        IReadOnlyList<UpdateRow> rows,
        int length,
        ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> weights,
        float regularization
    )
    {
        var change = new float[length];
        var duals = new float[rows.Count];
        var order = Enumerable.Range(0, rows.Count).ToArray();
        var random = new Random(1);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            random.Shuffle(order);
            var largest = 0f;
            foreach (var i in order)
            {
                var row = rows[i];
                var scale = weights[i] / regularization;
                var curvature = scale * row.SquaredNorm;
                var logit = offsets[i] + row.Dot(change);
                var step = Maximize(logit, targets[i], duals[i], curvature);
                if (step == 0)
                {
                    continue;
                }

                duals[i] += step;
                row.AddTo(change, step * scale);
                largest = Math.Max(largest, Math.Abs(step));
            }

            if (largest < Tolerance)
            {
                break;
            }
        }

        return change;
    }

    /// <summary>Finds the step to the dual variable α at which α = y - σ(z), where z grows by the step times the
    /// curvature.</summary>
    private static float Maximize(float logit, float target, float dual, float curvature)
    {
        // The left side of α - y + σ(z) = 0 increases with α, so the root lies between these bounds.
        float low = target - 1,
            high = target,
            alpha = Math.Clamp(dual, low, high);
        for (var iteration = 0; iteration < 30; iteration++)
        {
            var probability = 1 / (1 + MathF.Exp(-(logit + ((alpha - dual) * curvature))));
            var error = alpha - target + probability;
            if (Math.Abs(error) < 1e-6f)
            {
                break;
            }

            if (error > 0)
            {
                high = alpha;
            }
            else
            {
                low = alpha;
            }

            var next = alpha - (error / (1 + (curvature * probability * (1 - probability))));
            alpha = next > low && next < high ? next : (low + high) / 2;
        }

        return alpha - dual;
    }
}
