using Classifier.Deduplication;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Measures an update on its corrections: with the old model, with the new one, and by cross-validation, in which each
/// correction is answered by a model that was fitted without it.</summary>
internal sealed class UpdateMetrics(UpdateProblem problem, TrainingSet set, int unlabeled)
{
    /// <summary>The minimum number of corrections for cross-validation.</summary>
    private const int MinCorrections = 20;

    private const int Folds = 5;

    /// <summary>Computes the metrics.</summary>
    /// <param name="changes">The changes fitted to all corrections.</param>
    /// <param name="isSame">Determines whether logits before and after the change are the same answer.</param>
    public Dictionary<string, double> Measure(float[][] changes, Func<float[], float[], bool> isSame)
    {
        var none = changes.Select(change => new float[change.Length]).ToArray();
        var corrections = Enumerable.Range(0, problem.Corrections).ToList();
        var metrics = new Dictionary<string, double>
        {
            ["corrections"] = problem.Corrections,
            ["corrections_right_before"] = Share(corrections, row => problem.IsLearned(row, none)),
            ["corrections_right"] = Share(corrections, row => problem.IsLearned(row, changes)),
        };
        if (problem.Corrections >= MinCorrections)
        {
            int FoldOf(int row) => HeadlineKey.GetPartition(set.Headlines[row].Story) % Folds;
            var unseen = 0;
            foreach (var fold in corrections.GroupBy(FoldOf))
            {
                var fitted = problem.Fit(row => FoldOf(row) != fold.Key);
                unseen += fold.Count(row => problem.IsLearned(row, fitted));
            }

            metrics["corrections_right_cross_validated"] = unseen / (double)problem.Corrections;
        }

        if (unlabeled > 0)
        {
            metrics["unlabeled_headlines"] = unlabeled;
            metrics["unlabeled_same_answer"] = Share(
                [.. Enumerable.Range(problem.Corrections, unlabeled)],
                row => isSame(problem.GetOldLogits(row), problem.ComputeLogits(row, changes))
            );
        }

        return metrics;
    }

    private static double Share(List<int> rows, Func<int, bool> holds) => rows.Count(holds) / (double)rows.Count;
}
