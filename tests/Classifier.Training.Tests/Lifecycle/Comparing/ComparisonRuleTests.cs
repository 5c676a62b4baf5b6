using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Lifecycle.Comparing;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Comparing;

public sealed class ComparisonRuleTests
{
    private static readonly FigureDifference[] Figures = [new(FigureNames.Accuracy, 0.8, 0.81, 0.01, -0.005, 0.025)];

    [Theory]
    [InlineData("accuracy > 0", true)]
    [InlineData("accuracy>.01", false)]
    [InlineData("accuracy.low > -0.01", true)]
    [InlineData("Accuracy.LOW > -0.005", false)]
    [InlineData("accuracy.high > +0.02", true)]
    public void A_rule_refers_to_the_difference_or_a_bound_of_its_interval(string text, bool satisfied) =>
        Assert.Equal(satisfied, ComparisonRule.Parse(text)!.IsSatisfiedBy(Figures));

    [Theory]
    [InlineData("accuracy")]
    [InlineData("accuracy < 0")]
    [InlineData("accuracy.middle > 0")]
    [InlineData("accuracy > zero")]
    [InlineData("> 0")]
    [InlineData("")]
    public void Invalid_rules_are_not_parsed(string text) => Assert.Null(ComparisonRule.Parse(text));

    [Theory]
    [InlineData("accuracy.low > -0.005")]
    [InlineData("macro-f1 > 0.1")]
    [InlineData("roc-auc.high > 0")]
    public void A_rule_is_formatted_as_it_is_parsed(string text) =>
        Assert.Equal(text, ComparisonRule.Parse(text)!.ToString());

    [Fact]
    public void An_unknown_figure_is_reported_with_the_available_figures() =>
        Assert.Contains(
            "accuracy",
            Assert.Throws<ModelException>(() => ComparisonRule.Parse("beauty > 0")!.IsSatisfiedBy(Figures)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_undefined_interval_satisfies_no_rule() =>
        Assert.False(
            ComparisonRule
                .Parse("accuracy.low > -1")!
                .IsSatisfiedBy([new(FigureNames.Accuracy, 1, 1, 0, double.NaN, double.NaN)])
        );
}
