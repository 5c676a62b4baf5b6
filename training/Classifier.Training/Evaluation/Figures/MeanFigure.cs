using Classifier.Deduplication;

namespace Classifier.Training.Evaluation.Figures;

/// <summary>A figure's plain mean over several sets, each counting the same whatever its size.</summary>
public static class MeanFigure
{
    /// <summary>The mean with its interval: all sets are drawn together.</summary>
    /// <param name="name">The figure.</param>
    /// <param name="sets">The sets, each scored by a model that has not seen it.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static Figure Of(string name, IReadOnlyList<ScoredHeadlines> sets, int seed)
    {
        var parts = sets.Select(set => new Answers(set.AmongOwnLabels(), 0, 0.5)).ToList();
        var at = Array.IndexOf([.. parts[0].Names], name);
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
                    .Select((part, i) => part.Measure(counts[starts[i]..(starts[i] + sets[i].Headlines.Count)])[at])
                    .Average(),
            ];
        var (low, high) = Bootstrap.Intervals(groups, Measure, seed)[0];
        return new Figure(name, Measure([.. Enumerable.Repeat(1, groups.Count)])[0], low, high);
    }
}
