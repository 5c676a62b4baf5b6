namespace Classifier.Training.Evaluation.Figures;

/// <summary>Computes the curves of an evaluation report.</summary>
internal static class Curves
{
    private const int MaxPoints = 100;

    /// <summary>Computes the bins of a reliability diagram (DeGroot and Fienberg 1983). Bins are .1 wide; empty bins are omitted.</summary>
    /// <param name="probabilities">The probability of each prediction.</param>
    /// <param name="outcomes">Whether each predicted event occurred.</param>
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

    /// <summary>Computes the risk-coverage curve at up to 100 levels of coverage.</summary>
    /// <param name="confidences">The confidence of each prediction.</param>
    /// <param name="isCorrect">Whether each prediction is correct.</param>
    public static IReadOnlyList<CoveragePoint> RiskCoverage(
        IReadOnlyList<float> confidences,
        IReadOnlyList<bool> isCorrect
    )
    {
        var order = Enumerable.Range(0, confidences.Count).OrderByDescending(i => confidences[i]).ToArray();
        var points = new List<CoveragePoint>();
        int hits = 0,
            next = 1;
        for (var i = 0; i < order.Length; i++)
        {
            hits += isCorrect[order[i]] ? 1 : 0;
            if (i + 1 < Math.Ceiling(next * order.Length / (double)MaxPoints))
            {
                continue;
            }

            points.Add(new CoveragePoint((i + 1) / (double)order.Length, hits / (i + 1.0), confidences[order[i]]));
            next = (int)((i + 1) * (long)MaxPoints / order.Length) + 1;
        }

        return points;
    }

    /// <summary>Computes the precision-recall curve at up to 100 levels of recall. Points lie on distinct scores only.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="outcomes">Whether each headline is clickbait.</param>
    public static IReadOnlyList<PrecisionRecallPoint> PrecisionRecall(
        IReadOnlyList<float> scores,
        IReadOnlyList<bool> outcomes
    )
    {
        var order = Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]).ToArray();
        var positives = outcomes.Count(outcome => outcome);
        var points = new List<PrecisionRecallPoint>();
        int hits = 0,
            emitted = 0;
        for (var i = 0; i < order.Length; i++)
        {
            hits += outcomes[order[i]] ? 1 : 0;
            // A threshold cannot separate equal scores.
            if (
                (i + 1 < order.Length && scores[order[i + 1]] == scores[order[i]])
                || hits * MaxPoints < (emitted + 1) * positives
                || hits == emitted
            )
            {
                continue;
            }

            points.Add(new PrecisionRecallPoint(scores[order[i]], hits / (i + 1.0), hits / (double)positives));
            emitted = hits * MaxPoints / Math.Max(1, positives);
            if (hits == positives)
            {
                break;
            }
        }

        return points;
    }
}
