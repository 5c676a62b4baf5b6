using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Fits a model for each fold and scores with it what the fold left out.</summary>
/// <param name="recipe">How models are fitted.</param>
/// <param name="cache">Keeps what is finished.</param>
/// <param name="progress">Is told what is going on.</param>
public sealed class CrossFit(Recipe recipe, StageCache cache, IProgress<string> progress)
{
    /// <summary>Scores all folds by models of the recipe.</summary>
    /// <param name="name">The name of the evaluation, good for a file name.</param>
    /// <param name="folds">The folds.</param>
    public IReadOnlyList<ScoredHeadlines> Run(string name, IEnumerable<Fold> folds) =>
        Each(
            name,
            folds,
            recipe,
            fold =>
                ScoredHeadlines.Of(
                    recipe.Fit(fold.LearningBeside(recipe.Encodings?.Titles ?? []), progress).ToBundle(),
                    fold.Test
                )
        );

    /// <summary>Scores all folds by ML.NET's own text featurizer and trainer, to have something to be better than.</summary>
    /// <inheritdoc cref="Run"/>
    public IReadOnlyList<ScoredHeadlines> RunStock(string name, IEnumerable<Fold> folds) =>
        Each(
            $"{name}-stock",
            folds,
            recipe with
            {
                Vectors = null,
                Encodings = null,
            },
            fold => StockModel.Fit(recipe.Task, fold.Learning, recipe.Seed).Score(fold.Test)
        );

    private List<ScoredHeadlines> Each(
        string name,
        IEnumerable<Fold> folds,
        Recipe learner,
        Func<Fold, ScoredHeadlines> score
    ) =>
        [
            .. folds
                .AsParallel()
                .AsOrdered()
                .Select(fold =>
                {
                    progress.Report(
                        $"{name}: {fold.Name}: {fold.Learning.Headlines.Count:N0} headlines to learn from, {fold.Test.Count:N0} to measure on"
                    );
                    return cache.Get($"{recipe.Task}-{name}-{fold.Name}", fold, learner, () => score(fold));
                }),
        ];
}
