using Classifier.Models;

namespace Classifier.Training.Recipes.Tuning;

/// <summary>Tests whether a model is better than another on the same headlines by more than chance explains: under the null
/// hypothesis, the predictions of both can be exchanged for each headline (paired permutation test; Fisher 1935).</summary>
internal static class PairedPermutationTest
{
    /// <summary>The largest probability of a difference by chance that counts as significant. It is divided by the number of
    /// candidates, because the best of many candidates often is so by chance (Bonferroni).</summary>
    public const double Significance = 0.05;

    private const int Permutations = 1_999;

    /// <summary>Returns the probability that exchanged predictions differ by at least as much; 1 if the new model is not better.</summary>
    /// <param name="task">The task.</param>
    /// <param name="old">The predictions of the old model, see <see cref="Validation.Values"/>.</param>
    /// <param name="new">The predictions of the new model.</param>
    /// <param name="isBait">Whether each headline is clickbait; not used for topics.</param>
    /// <param name="seed">The random seed.</param>
    public static double ComputePValue(
        string task,
        IReadOnlyList<float> old,
        IReadOnlyList<float> @new,
        IReadOnlyList<bool> isBait,
        int seed
    )
    {
        // Scores of different models are comparable by rank only.
        var (a, b) = task == ModelBundle.TopicTask ? (old.ToArray(), @new.ToArray()) : (Rank(old), Rank(@new));
        double Difference(float[] first, float[] second) =>
            Validation.ComputeScore(task, second, isBait) - Validation.ComputeScore(task, first, isBait);
        var observed = Difference(a, b);
        if (!(observed > 0))
        {
            return 1;
        }

        var larger = 0;
        Parallel.For(
            0,
            Permutations,
            permutation =>
            {
                var random = new Random(unchecked((seed * 1_000_003) + permutation));
                float[] first = [.. a],
                    second = [.. b];
                for (var i = 0; i < first.Length; i++)
                {
                    if (random.Next(2) == 0)
                    {
                        (first[i], second[i]) = (second[i], first[i]);
                    }
                }

                if (Difference(first, second) >= observed - 1e-9)
                {
                    Interlocked.Increment(ref larger);
                }
            }
        );
        return (larger + 1.0) / (Permutations + 1);
    }

    private static float[] Rank(IReadOnlyList<float> values)
    {
        var ranks = new float[values.Count];
        foreach (var (rank, index) in Enumerable.Range(0, values.Count).OrderBy(i => values[i]).Index())
        {
            ranks[index] = rank;
        }

        return ranks;
    }
}
