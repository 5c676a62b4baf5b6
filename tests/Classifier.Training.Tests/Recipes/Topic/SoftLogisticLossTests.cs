using Classifier.Training.Recipes.Topic;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Topic;

public sealed class SoftLogisticLossTests
{
    private static readonly SoftLogisticLoss Loss = new();

    public static TheoryData<float, float> Points { get; } =
        new()
        {
            { 0, 0.5f },
            { 1.5f, 0.2f },
            { -3, 0.9f },
            { 4, 1 },
            { -2, 0 },
            { 30, 0.3f },
            { -30, 0.3f },
        };

    [Theory]
    [MemberData(nameof(Points))]
    public void The_derivative_matches_finite_differences(float output, float label)
    {
        const float Step = 1e-2f;
        var rise = (Loss.Loss(output + Step, label) - Loss.Loss(output - Step, label)) / (2 * Step);
        Assert.Equal(rise, Loss.Derivative(output, label), 1e-4);
    }

    [Fact]
    public void The_loss_is_minimal_where_the_probability_equals_the_label()
    {
        var best = Enumerable.Range(-600, 1_201).Select(i => i / 100f).MinBy(output => Loss.Loss(output, 0.3f));
        Assert.Equal(0.3, 1 / (1 + Math.Exp(-best)), 0.01);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void The_dual_loss_is_a_bound_that_is_tight_at_the_derivative(float output, float label)
    {
        for (var p = 0.01f; p < 1; p += 0.07f)
        {
            Assert.True(Loss.Loss(output, label) - Loss.DualLoss(label, label - p) >= (-(label - p) * output) - 1e-5);
        }

        var best = -Loss.Derivative(output, label);
        Assert.Equal(-best * output, Loss.Loss(output, label) - Loss.DualLoss(label, best), 1e-4);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1_000)]
    public void Dual_updates_converge_to_the_derivative(float norm)
    {
        // With a single row, the logit is the dual variable times the squared norm.
        const float Label = 0.3f;
        var invariant = Loss.ComputeDualUpdateInvariant(norm);
        double Height(float dual) => Loss.DualLoss(Label, dual) - (norm * dual * dual / 2);
        var dual = 0f;
        for (var i = 0; i < 300; i++)
        {
            var next = dual + Loss.DualUpdate(norm * dual, Label, dual, invariant, 1);
            Assert.True(Height(next) >= Height(dual) - 1e-5, $"from {dual} to {next}");
            dual = next;
        }

        Assert.Equal(-Loss.Derivative(norm * dual, Label), dual, 1e-4);
    }
}
