using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Xunit;

namespace Classifier.Training.Tests.Evaluation;

public sealed class SampleCautionTests
{
    [Fact]
    public void A_large_sample_with_enough_of_each_label_needs_no_caution() =>
        Assert.Empty(SampleCaution.Describe(ModelBundle.TopicTask, Rows(("a", 45), ("b", 5))));

    [Fact]
    public void Few_headlines_and_rare_labels_are_named()
    {
        var cautions = SampleCaution.Describe(ModelBundle.TopicTask, Rows(("a", 40), ("b", 4), ("c", 1)));
        Assert.Equal(2, cautions.Count);
        Assert.Contains("45 headlines", cautions[0], StringComparison.Ordinal);
        Assert.Contains("c (1), b (4)", cautions[1], StringComparison.Ordinal);
    }

    private static LabeledHeadline[] Rows(params (string Label, int Count)[] labels) =>
        [
            .. labels.SelectMany(label =>
                Enumerable
                    .Range(0, label.Count)
                    .Select(i => new LabeledHeadline(
                        $"{label.Label} {i}",
                        label.Label,
                        null,
                        LabelOrigin.Reader,
                        "test",
                        1,
                        IsTest: false
                    ))
            ),
        ];
}
