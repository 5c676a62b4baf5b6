namespace Classifier.Training.Evaluation.Figures;

/// <summary>The curves of a report.</summary>
public static class Curves
{
    private const int Points = 100;

    /// <summary>The reliability diagram's bins (DeGroot and Fienberg 1983), a tenth wide; empty ones are left out.</summary>
    /// <param name="probabilities">The probability of each answer.</param>
    /// <param name="outcomes">Whether it came true.</param>
    public static IReadOnlyList<CalibrationBin> Reliability(
        IReadOnlyList<float> probabilities,
        IReadOnlyList<bool> outcomes
    ) =>
        [
            .. Enumerable
                .Range(0, probabilities.Count)
                .GroupBy(i => Math.Min(9, (int)(probabilities[i] * 10)))
                .OrderBy(bin => bin.Key)
                .Select(bin => new CalibrationBin(
                    bin.Key / 10.0,
                    bin.Count(),
                    bin.Average(i => (double)probabilities[i]),
                    bin.Count(i => outcomes[i]) / (double)bin.Count()
                )),
        ];

    /// <summary>The risk-coverage curve at a hundred points of coverage.</summary>
    /// <param name="sureness">How sure each answer is.</param>
    /// <param name="right">Whether it is right.</param>
    public static IReadOnlyList<CoveragePoint> RiskCoverage(IReadOnlyList<float> sureness, IReadOnlyList<bool> right)
    {
        var order = Enumerable.Range(0, sureness.Count).OrderByDescending(i => sureness[i]).ToArray();
        var points = new List<CoveragePoint>();
        int hits = 0,
            next = 1;
        for (var i = 0; i < order.Length; i++)
        {
            hits += right[order[i]] ? 1 : 0;
            if (i + 1 < Math.Ceiling(next * order.Length / (double)Points))
            {
                continue;
            }

            points.Add(new CoveragePoint((i + 1) / (double)order.Length, hits / (i + 1.0), sureness[order[i]]));
            next = (int)((i + 1) * (long)Points / order.Length) + 1;
        }

        return points;
    }

    /// <summary>The precision-recall curve, at a hundred points of recall or wherever a threshold is met first.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="outcomes">What is bait.</param>
    public static IReadOnlyList<PrecisionRecallPoint> PrecisionRecall(
        IReadOnlyList<float> scores,
        IReadOnlyList<bool> outcomes
    )
    {
        var order = Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]).ToArray();
        var positives = outcomes.Count(outcome => outcome);
        var points = new List<PrecisionRecallPoint>();
        int hits = 0,
            shown = 0;
        for (var i = 0; i < order.Length; i++)
        {
            hits += outcomes[order[i]] ? 1 : 0;
            // A threshold takes in all equal scores.
            if (
                (i + 1 < order.Length && scores[order[i + 1]] == scores[order[i]])
                || hits * Points < (shown + 1) * positives
                || hits == shown
            )
            {
                continue;
            }

            points.Add(new PrecisionRecallPoint(scores[order[i]], hits / (i + 1.0), hits / (double)positives));
            shown = hits * Points / Math.Max(1, positives);
            if (hits == positives)
            {
                break;
            }
        }

        return points;
    }
}
