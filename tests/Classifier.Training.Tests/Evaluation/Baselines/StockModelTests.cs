using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Baselines;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Baselines;

public class StockModelTests
{
    [Fact]
    public void Rows_sorted_by_label_do_not_bias_the_model_to_the_last_label()
    {
        (LabeledHeadline, ulong)[] rows =
        [
            .. Enumerable.Range(0, 2_000).Select(i => (Headline(i, isBait: i < 1_000), (ulong)i)),
        ];
        LabeledHeadline[] test = [.. Enumerable.Range(2_000, 400).Select(i => Headline(i, isBait: i % 2 == 0))];
        var scored = StockModel.Fit(ModelBundle.ClickbaitTask, new TrainingSet(rows, []), 1).Score(test);
        var positives = scored.Original.Count(score => score[0] >= 0.5f);
        Assert.InRange(positives, 150, 250);
    }

    /// <summary>Creates a headline in which two of three words indicate the label.</summary>
    private static LabeledHeadline Headline(int number, bool isBait)
    {
        var random = new Random(number);
        string[] bait = ["you", "secret", "amazing", "this", "reasons", "why"],
            news = ["court", "bank", "minister", "storm", "vote", "trade"];
        var words = Enumerable.Range(0, 8).Select(_ => (random.Next(3) > 0 == isBait ? bait : news)[random.Next(6)]);
        return new LabeledHeadline(
            string.Join(' ', words),
            null,
            isBait ? 3 : 0,
            LabelOrigin.Source,
            "made",
            1,
            IsTest: false
        );
    }
}
