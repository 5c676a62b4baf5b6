using Classifier.Deduplication;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Evaluation.Figures;

/// <summary>Computes the unweighted mean of a figure over several data sets.</summary>
internal static class MeanFigure
{
    /// <summary>Computes the mean and its interval. Each resample draws from all sets together.</summary>
    /// <param name="name">The name of the figure.</param>
    /// <param name="sets">The data sets, each scored by a model that was not trained on it.</param>
    /// <param name="seed">The random seed.</param>
    public static Figure Compute(string name, IReadOnlyList<ScoredHeadlines> sets, int seed)
    {
        var parts = sets.Select(set => new PredictionSet(set.RestrictToOwnLabels(), 0, 0.5)).ToList();
        var index = Array.IndexOf([.. parts[0].MeasuredFigures], name);
        int[] starts = [.. sets.Select((_, i) => sets.Take(i).Sum(set => set.Headlines.Count))];
        var groups = sets.SelectMany(
                (set, i) =>
                    NearDuplicates
                        .Group([.. set.Headlines.Select(headline => headline.Text)])
                        .Select(group => starts[i] + group)
            )
            .ToList();
        double[] Measure(int[] counts) =>
            [
                parts
                    .Select((part, i) => part.Measure(counts[starts[i]..(starts[i] + sets[i].Headlines.Count)])[index])
                    .Average(),
            ];
        var (low, high) = Bootstrap.Intervals(groups, Measure, seed)[0];
        return new Figure(name, Measure([.. Enumerable.Repeat(1, groups.Count)])[0], low, high);
    }
}
