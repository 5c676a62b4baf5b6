namespace Classifier.Statistics;

/// <summary>Measures how far a distribution has moved.</summary>
public static class PopulationStability
{
    /// <summary>The count that is added to each bin, so that empty bins have a finite logarithm (Krichevsky and Trofimov
    /// 1981).</summary>
    private const double Prior = 0.5;

    /// <summary>Computes the population stability index: the sum of (q − p) ln(q / p) over all bins, where p and q are the shares of a
    /// bin. It is the symmetric Kullback–Leibler divergence (Jeffreys 1946). By a rule of thumb of credit scoring (Siddiqi 2006),
    /// values below .1 are no change, and values above .25 are a large one.</summary>
    /// <param name="reference">The number of observations in each bin of the reference.</param>
    /// <param name="current">The number of observations in each bin now.</param>
    /// <returns>The index; 0 if the shares are equal. Without a change, its mean is about (bins − 1) times the sum of the reciprocals of
    /// both numbers of observations.</returns>
    /// <exception cref="ArgumentException">The numbers of bins differ.</exception>
    public static double Compute(IReadOnlyList<long> reference, IReadOnlyList<long> current)
    {
        if (reference.Count != current.Count)
        {
            throw new ArgumentException(
                $"The reference has {reference.Count} bins, but {current.Count} were counted.",
                nameof(current)
            );
        }

        var (referenceTotal, currentTotal) = (
            reference.Sum() + (Prior * reference.Count),
            current.Sum() + (Prior * current.Count)
        );
        var index = 0.0;
        for (var bin = 0; bin < reference.Count; bin++)
        {
            var (p, q) = ((reference[bin] + Prior) / referenceTotal, (current[bin] + Prior) / currentTotal);
            index += (q - p) * Math.Log(q / p);
        }

        return index;
    }
}
