using Classifier.Features;
using Classifier.Training.Recipes.Updating;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Updating;

public sealed class LinearUpdateTests
{
    private const float Regularization = 0.5f;

    private static readonly Featurizer Featurizer = new(new FeatureSettings { HashBits = 12 }, null);

    private static readonly IReadOnlyList<UpdateRow> Rows = UpdateProblem.CreateRows(
        ["Rain floods the valley", "Goal in the last minute", "Bank raises interest rates"],
        Featurizer
    );

    [Fact]
    public void Targets_that_equal_the_old_answers_change_nothing()
    {
        float[] logits = [-2, 0.5f, 3];
        var change = Fit(logits, [.. logits.Select(Sigmoid)], [1, 1, 1]);
        Assert.All(change, weight => Assert.Equal(0, weight, 1e-4f));
    }

    [Fact]
    public void The_gradient_of_the_objective_is_zero_at_the_solution()
    {
        float[] logits = [-2, 0.5f, 3],
            targets = [1, 0, 0.3f],
            weights = [4, 1, 2];
        var change = Fit(logits, targets, weights);
        var gradient = change.Select(weight => Regularization * weight).ToArray();
        for (var i = 0; i < Rows.Count; i++)
        {
            var logit = logits[i] + Rows[i].Dot(change);
            Rows[i].AddTo(gradient, weights[i] * (Sigmoid(logit) - targets[i]));
        }

        Assert.All(gradient, slope => Assert.Equal(0, slope, 2e-3f));
    }

    [Fact]
    public void Less_regularization_fits_the_targets_better()
    {
        float Error(float regularization)
        {
            var change = LinearUpdate.Fit(Rows, Featurizer.Length, [-2, -2, -2], [1, 0, 0], [1, 1, 1], regularization);
            return 1 - Sigmoid(-2 + Rows[0].Dot(change));
        }

        Assert.True(Error(0.01f) < Error(0.1f));
        Assert.True(Error(0.1f) < Error(1));
    }

    private static float[] Fit(float[] logits, float[] targets, float[] weights) =>
        LinearUpdate.Fit(Rows, Featurizer.Length, logits, targets, weights, Regularization);

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
