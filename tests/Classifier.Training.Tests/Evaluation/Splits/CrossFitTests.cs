using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Splits;

public sealed class CrossFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_finished_is_taken_from_the_cache_and_scores_the_same()
    {
        var recipe = new Recipe(ModelBundle.ClickbaitTask, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 2).Take(1).ToList();
        List<string> first = [],
            second = [],
            other = [];
        var fitted = Run(recipe, folds, first);
        var cached = Run(recipe, folds, second);
        Assert.Equal(fitted.AsIs, cached.AsIs);
        Assert.Equal(fitted.Scores[^1], cached.Scores[^1]);
        Assert.True(first.Count > second.Count, string.Join('\n', second));
        Run(recipe with { Seed = 2 }, folds, other);
        Assert.Equal(first.Count, other.Count);
    }

    [Fact]
    public void A_spoilt_file_of_the_cache_is_made_anew()
    {
        var recipe = new Recipe(ModelBundle.ClickbaitTask, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 2).Take(1).ToList();
        var fitted = Run(recipe, folds, []);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder.Path)), "{\"Key\":");
        Assert.Equal(fitted.AsIs, Run(recipe, folds, []).AsIs);
    }

    [Theory]
    [InlineData(ModelBundle.TopicTask, 0.15)]
    [InlineData(ModelBundle.ClickbaitTask, 0.75)]
    public void The_stock_model_learns_both_tasks(string task, double least)
    {
        var recipe = new Recipe(task, null, 1);
        var folds = Splitter.Random(Pool.Read([OwnHeadlines.Path], recipe.IsUsable), "headlines", 4).Take(1);
        var scored = new CrossFit(recipe, new StageCache(null, false), new Silent()).RunStock("own", folds)[0];
        var figure = Evaluator.Report("stock", scored).Figures[0];
        Assert.True(figure.Value > least, $"{figure}");
    }

    private ScoredHeadlines Run(Recipe recipe, List<Fold> folds, List<string> steps) =>
        new CrossFit(recipe, new StageCache(_folder.Path, false), new Steps(steps)).Run("own", folds)[0];

    private sealed class Steps(List<string> steps) : IProgress<string>
    {
        public void Report(string value) => steps.Add(value);
    }
}
