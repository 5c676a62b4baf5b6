using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class LabelNormalizerTests
{
    [Fact]
    public void Spellings_become_the_most_frequent_one()
    {
        var rows = Rows("sport", "SPORT", "sport", " Sport ", "Politics", "White  House", "White House");
        Assert.Equal(
            ["sport", "sport", "sport", "sport", "Politics", "White House", "White House"],
            Apply(rows).Select(row => row!.Topic)
        );
    }

    [Fact]
    public void The_spelling_of_the_model_is_preferred() =>
        Assert.Equal(["SPORT", "SPORT"], Apply(Rows("sport", "Sport"), "SPORT").Select(row => row!.Topic));

    [Fact]
    public void Subtopics_become_their_parent_unless_the_model_has_them()
    {
        Assert.Equal("medtop:01000000", Apply(Rows("medtop:20000002"))[0]!.Topic);
        Assert.Equal("medtop:20000002", Apply(Rows("medtop:20000002"), "medtop:20000002")[0]!.Topic);
    }

    [Fact]
    public void Unknown_ids_are_ignored()
    {
        Assert.Null(Apply(Rows("medtop:99000000"))[0]);
        var graded = Rows("medtop:99000000")[0] with { Bait = 2 };
        Assert.Equal((null, 2f), (Apply([graded])[0]!.Topic, Apply([graded])[0]!.Bait));
    }

    [Fact]
    public void Every_change_is_described()
    {
        var normalizer = LabelNormalizer.Create(
            Rows("sport", "SPORT", "sport", "medtop:20000002", "medtop:99000000", "medtop:15000000"),
            []
        );
        Assert.Equal(
            [LabelChangeKind.Variant, LabelChangeKind.Subtopic, LabelChangeKind.UnknownId],
            normalizer.Changes.Select(change => change.Kind)
        );
        Assert.Contains("“SPORT” differs from “sport”", normalizer.Changes[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("arts and entertainment", normalizer.Changes[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("medtop:99000000 is not an id", normalizer.Changes[2].ToString(), StringComparison.Ordinal);
    }

    private static List<LabeledHeadline?> Apply(IReadOnlyList<LabeledHeadline> rows, params string[] preferred)
    {
        var normalizer = LabelNormalizer.Create(rows, preferred);
        return [.. rows.Select(normalizer.Apply)];
    }

    private static LabeledHeadline[] Rows(params string[] topics) =>
        [
            .. topics.Select(
                (topic, i) =>
                    new LabeledHeadline($"Headline {i}", topic, null, LabelOrigin.Reader, "test", 1, IsTest: false)
            ),
        ];
}
