using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Fits a model for each fold and scores the test headlines of the fold with it.</summary>
/// <param name="recipe">The recipe by which models are fitted.</param>
/// <param name="cache">Stores the scores of finished folds.</param>
/// <param name="progress">Receives progress messages.</param>
public sealed class CrossValidator(Recipe recipe, FoldCache cache, IProgress<string> progress)
{
    /// <summary>Scores all folds with models of the recipe.</summary>
    /// <param name="name">The name of the evaluation; must be a valid file name.</param>
    /// <param name="folds">The folds.</param>
    public IReadOnlyList<ScoredHeadlines> Run(string name, IEnumerable<Fold> folds) =>
        RunFolds(
            name,
            folds,
            fold => fold.ExcludesTeacher ? recipe with { Answers = null } : recipe,
            (fold, foldRecipe) =>
                ScoredHeadlines.Score(new EvaluatedModel(foldRecipe.Fit(fold.Train, progress).ToBundle()), fold.Test)
        );

    /// <summary>Scores all folds with <see cref="StockModel"/>, as a baseline.</summary>
    /// <inheritdoc cref="Run"/>
    public IReadOnlyList<ScoredHeadlines> RunStock(string name, IEnumerable<Fold> folds) =>
        RunFolds(
            $"{name}-stock",
            folds,
            _ => recipe with { Vectors = null, Answers = null },
            (fold, _) => StockModel.Fit(recipe.Task, fold.Train, recipe.Seed).Score(fold.Test)
        );

    private List<ScoredHeadlines> RunFolds(
        string name,
        IEnumerable<Fold> folds,
        Func<Fold, Recipe> getRecipe,
        Func<Fold, Recipe, ScoredHeadlines> score
    ) =>
        [
            .. folds
                .AsParallel()
                .AsOrdered()
                .Select(fold =>
                {
                    progress.Report(
                        $"{name}: {fold.Name}: {fold.Train.Headlines.Count:N0} training headlines, {fold.Test.Count:N0} test headlines"
                    );
                    var foldRecipe = getRecipe(fold);
                    return cache.GetOrAdd(
                        $"{recipe.Task}-{name}-{fold.Name}",
                        fold,
                        foldRecipe,
                        () => score(fold, foldRecipe)
                    );
                }),
        ];
}
