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

    [Theory]
    [InlineData("Politics and government", "medtop:11000000")]
    [InlineData("POLITICS", "medtop:11000000")]
    [InlineData("sport", "medtop:15000000")]
    [InlineData("Arts, culture, entertainment & media", "medtop:01000000")]
    [InlineData("labour", "medtop:09000000")]
    public void Names_of_topics_become_the_ids_that_a_model_has(string name, string id)
    {
        Assert.Equal([id, null], Apply(Rows(name, "medtop:99000000"), id).Select(row => row?.Topic));
        Assert.Equal(name, Apply(Rows(name), "medtop:17000000", name)[0]!.Topic);
    }

    [Fact]
    public void Without_a_model_names_become_ids_beside_ids_or_other_names_only()
    {
        Assert.Equal(
            ["medtop:15000000", "medtop:15000000", "Desk"],
            Apply(Rows("Sport", "medtop:15000000", "Desk")).Select(row => row!.Topic)
        );
        Assert.Equal(["medtop:15000000", "medtop:07000000"], Apply(Rows("Sport", "health")).Select(row => row!.Topic));
        Assert.Equal(["Sport", "Courts"], Apply(Rows("Sport", "Courts")).Select(row => row!.Topic));
    }

    [Fact]
    public void Spellings_of_a_name_are_described_with_the_id()
    {
        var normalizer = LabelNormalizer.Create(Rows("SPORT", "sport", "SPORT", "Politics"), []);
        Assert.Equal(
            [
                "The label “sport” differs from “SPORT” only in spelling; it is counted as “SPORT” (1 row).",
                "“SPORT” is the name of an IPTC topic; it is counted as medtop:15000000 (3 rows).",
                "“Politics” is the name of an IPTC topic; it is counted as medtop:11000000 (1 row).",
            ],
            normalizer.Changes.Select(change => change.ToString())
        );
    }

    [Fact]
    public void Every_change_is_described()
    {
        var normalizer = LabelNormalizer.Create(
            Rows("sport", "SPORT", "sport", "medtop:20000002", "medtop:99000000", "medtop:15000000"),
            []
        );
        Assert.Equal(
            [LabelChangeKind.Variant, LabelChangeKind.Name, LabelChangeKind.Subtopic, LabelChangeKind.UnknownId],
            normalizer.Changes.Select(change => change.Kind)
        );
        Assert.Contains("“SPORT” differs from “sport”", normalizer.Changes[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("arts and entertainment", normalizer.Changes[2].ToString(), StringComparison.Ordinal);
        Assert.Contains("medtop:99000000 is not an id", normalizer.Changes[3].ToString(), StringComparison.Ordinal);
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
