using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Standard;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Standard;

/// <summary>The document from scores that are made up, so that it is known what it must say.</summary>
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

    private static readonly EvaluationReport TopicReport = Evaluator.Report("Topics", Topics);
    private static readonly EvaluationReport BaitReport = Evaluator.Report("Bait", Known);

    [Fact]
    public void Every_bar_stands_beside_ours_and_is_reached_or_not()
    {
        var bars = Bar.All(Result, TopicReport, BaitReport, 1);
        Assert.Equal(9, bars.Count);
        Assert.Equal([false, false, false, true, true, true, false, false, true], bars.Select(bar => bar.IsReached));
        var lines = Document(null).Split('\n');
        foreach (var bar in bars)
        {
            Assert.Contains(
                lines,
                line =>
                    line.Contains(bar.What, StringComparison.Ordinal)
                    && line.EndsWith(bar.IsReached ? "| yes |" : "| no |", StringComparison.Ordinal)
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
    public void A_figure_counts_as_it_is_printed()
    {
        Assert.True(new BarPart(new Figure("", 0.8646, 0, 1), 0.865).IsReached);
        Assert.False(new BarPart(new Figure("", 0.8644, 0, 1), 0.865).IsReached);
        Assert.True(new BarPart(new Figure("", 0.0154, 0, 1), 0.015, LessIsBetter: true).IsReached);
        Assert.Equal(".865 (.000–1.000)", new BarPart(new Figure("", 0.8646, 0, 1), 0.865).Text);
    }

    [Fact]
    public void What_was_written_by_hand_is_kept()
    {
        var first = Document(null);
        Assert.Contains("| idea | gain or loss | kept |", first, StringComparison.Ordinal);
        var kept = Document(first.TrimEnd() + "\n| more hash bits | +.001 | no |\n\n## And more\n");
        Assert.EndsWith("| more hash bits | +.001 | no |\n\n## And more\n", kept, StringComparison.Ordinal);
        Assert.Equal(kept, Document(kept));
    }

    [Fact]
    public void The_document_is_the_same_for_the_same_scores() => Assert.Equal(Document(null), Document(null));

    private static string Document(string? old) =>
        EvaluationDocument.Write(
            Result,
            TopicReport,
            BaitReport,
            new Dictionary<string, MinimalPairReport> { [ModelBundle.TopicTask] = new(4, 1, 0.75, [], []) },
            "classifier evaluate all",
            old
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
