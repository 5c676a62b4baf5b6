using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Standard;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Standard;

/// <summary>Tests the generated document with synthetic scores.</summary>
public class EvaluationDocumentTests
{
    private static readonly ScoredHeadlines Topics = RuleBaselines.TopicKeywords(OwnHeadlines.All);
    private static readonly ScoredHeadlines Bait = RuleBaselines.BaitKeywords(OwnHeadlines.All);
    private static readonly ScoredHeadlines Known = Bait with
    {
        Scores =
        [
            .. CasingVariant.All.Select(_ =>
                OwnHeadlines.All.Select(headline => new[] { headline.Bait!.Value / 3 }).ToList()
            ),
        ],
    };

    private static readonly EvaluationReport TopicReport = Evaluator.Evaluate("Topics", Topics);
    private static readonly EvaluationReport BaitReport = Evaluator.Evaluate("Bait", Known);

    // Each document takes thousands of bootstrap samples, so the tests share one.
    private static readonly Lazy<string> New = new(() => Document(null));

    [Fact]
    public void Every_quality_target_is_listed_with_its_result()
    {
        var targets = QualityTarget.All(Result, TopicReport, BaitReport, 1);
        Assert.Equal(9, targets.Count);
        Assert.Equal(
            [false, false, false, true, true, true, false, false, true],
            targets.Select(target => target.IsMet)
        );
        var lines = New.Value.Split('\n');
        foreach (var target in targets)
        {
            Assert.Contains(
                lines,
                line =>
                    line.Contains(target.Description, StringComparison.Ordinal)
                    && line.EndsWith(target.IsMet ? "| yes |" : "| no |", StringComparison.Ordinal)
            );
        }

        Assert.Contains(
            lines,
            line =>
                line.StartsWith("| kaggle_news | ", StringComparison.Ordinal)
                && line.Contains("| 1.000 (1.000–1.000) |", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Regional_headlines_have_a_section_with_figures_by_source()
    {
        var section = New.Value[
            New.Value.IndexOf("## Regional headlines of 2023–2026: Bait", StringComparison.Ordinal)..
        ];
        Assert.Contains("| ROC-AUC | **1.000 (1.000–1.000)** |", section, StringComparison.Ordinal);
        Assert.Contains("| slice by | value |", section, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_is_compared_with_its_target_after_rounding()
    {
        Assert.True(new TargetFigure(new Figure("", 0.8646, 0, 1), 0.865).IsMet);
        Assert.False(new TargetFigure(new Figure("", 0.8644, 0, 1), 0.865).IsMet);
        Assert.True(new TargetFigure(new Figure("", 0.0154, 0, 1), 0.015, LowerIsBetter: true).IsMet);
        Assert.Equal(".865 (.000–1.000)", new TargetFigure(new Figure("", 0.8646, 0, 1), 0.865).Text);
    }

    [Fact]
    public void The_document_is_deterministic_and_its_manual_section_is_preserved()
    {
        Assert.Contains("| idea | gain or loss | kept |", New.Value, StringComparison.Ordinal);
        var edited = New.Value.TrimEnd() + "\n| more hash bits | +.001 | no |\n\n## And more\n";
        Assert.Equal(edited, Document(edited));
    }

    private static string Document(string? previous) =>
        EvaluationDocument.Write(
            Result,
            TopicReport,
            BaitReport,
            new Dictionary<string, MinimalPairReport> { [ModelBundle.TopicTask] = new(4, 1, 0.75, [], []) },
            [BaitReport],
            "classifier evaluate all",
            previous
        );

    private static StandardResult Result =>
        new()
        {
            GoldTopic = Topics,
            GoldTopicStock = Topics,
            TopicLeftOut = [Topics, Topics, Topics, Topics],
            TopicLeftOutStock = [Topics, Topics, Topics, Topics],
            Later = Topics,
            LaterStock = Topics,
            GoldClickbait = Known,
            GoldClickbaitStock = Bait,
            ClickbaitLeftOut = [Known, Known, Known, Known],
            ClickbaitLeftOutStock = [Bait, Bait, Bait, Bait],
            StopClickbait = Known,
            StopClickbaitStock = Bait,
            StopClickbaitRandom = Known,
        };
}
