using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Splits;

public sealed class CrossValidatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finished_folds_are_read_from_the_cache_with_equal_scores()
    {
        var recipe = new Recipe(ModelBundle.ClickbaitTask, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 2).Take(1).ToList();
        List<string> first = [],
            second = [],
            other = [];
        var fitted = Run(recipe, folds, first);
        var cached = Run(recipe, folds, second);
        Assert.Equal(fitted.Original, cached.Original);
        Assert.Equal(fitted.Scores[^1], cached.Scores[^1]);
        Assert.True(first.Count > second.Count, string.Join('\n', second));
        Run(recipe with { Seed = 2 }, folds, other);
        Assert.Equal(first.Count, other.Count);
    }

    [Fact]
    public void A_corrupt_cache_entry_is_recomputed()
    {
        var recipe = new Recipe(ModelBundle.ClickbaitTask, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 2).Take(1).ToList();
        var fitted = Run(recipe, folds, []);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder.Path)), "{\"Key\":");
        Assert.Equal(fitted.Original, Run(recipe, folds, []).Original);
    }

    [Theory]
    [InlineData(ModelBundle.TopicTask, 0.15)]
    [InlineData(ModelBundle.ClickbaitTask, 0.75)]
    public void The_stock_model_learns_both_tasks(string task, double minimum)
    {
        var recipe = new Recipe(task, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 4).Take(1);
        var scored = new CrossValidator(recipe, new FoldCache(null, false), new Silent()).RunStock("own", folds)[0];
        var figure = Evaluator.Evaluate("stock", scored).Figures[0];
        Assert.True(figure.Value > minimum, $"{figure}");
    }

    private ScoredHeadlines Run(Recipe recipe, List<Fold> folds, List<string> steps) =>
        new CrossValidator(recipe, new FoldCache(_folder.Path, false), new Steps(steps)).Run("own", folds)[0];

    private sealed class Steps(List<string> steps) : IProgress<string>
    {
        public void Report(string value) => steps.Add(value);
    }
}
