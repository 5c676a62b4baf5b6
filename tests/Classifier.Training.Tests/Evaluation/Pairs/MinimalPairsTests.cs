using Classifier.Deduplication;
using Classifier.Tests.Common;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Evaluation.Predictions;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Pairs;

public sealed class MinimalPairsTests(TrainedModels models) : IDisposable
{
    private const string Header = "kind\tfirst\tfirst_label\tsecond\tsecond_label\n";

    private static readonly IReadOnlyList<MinimalPair> Suite = MinimalPairs.Read(
        Path.Combine(Path.GetDirectoryName(OwnHeadlines.Path)!, "minimal_pairs.tsv")
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_suite_has_at_least_200_clickbait_and_100_topic_pairs_covering_all_topics()
    {
        Assert.True(Suite.Count(pair => pair.IsClickbait) >= 200);
        Assert.True(Suite.Count(pair => !pair.IsClickbait) >= 100);
        Assert.Equal(17, Suite.SelectMany(pair => pair.FirstTopics.Concat(pair.SecondTopics)).Distinct().Count());
        Assert.All(
            Suite.Where(pair => !pair.IsClickbait),
            pair => Assert.False(pair.FirstTopics.ToHashSet().SetEquals(pair.SecondTopics))
        );
    }

    [Fact]
    public void No_headline_is_repeated_or_used_for_training()
    {
        var workspace = new TokenizedHeadline();
        var seen = OwnHeadlines.All.Select(headline => HeadlineKey.Compute(headline.Text, workspace)).ToHashSet();
        Assert.All(
            Suite.SelectMany(pair => new[] { pair.First, pair.Second }),
            text => Assert.True(seen.Add(HeadlineKey.Compute(text, workspace)), text)
        );
    }

    [Fact]
    public void A_pair_is_ranked_if_the_clickbait_scores_higher_and_right_if_the_threshold_separates_the_two()
    {
        // Headlines are paired by the scores of a real model so that each case occurs.
        var scored = OwnHeadlines
            .All.Select(headline => (headline.Text, Score: models.Clickbait.Predict([headline.Text])[0][0]))
            .OrderBy(row => row.Score)
            .ToList();
        var threshold = models.Clickbait.Manifest.Bands!.Considerable;
        var high = scored.Where(row => row.Score >= threshold).ToList();
        var low = scored.Where(row => row.Score < threshold).ToList();
        MinimalPair Pair(string kind, string first, string second) => new(kind, first, [], second, []);
        var report = MinimalPairs.Evaluate(
            [
                Pair("right", high[^1].Text, low[0].Text),
                Pair("both below", low[^1].Text, low[0].Text),
                Pair("both above", high[^1].Text, high[0].Text),
                Pair("reversed", low[0].Text, high[^1].Text),
                new MinimalPair("a topic", "Rain", ["medtop:17000000"], "Goal", ["medtop:15000000"]),
            ],
            new EvaluatedModel(models.Clickbait)
        );
        Assert.Equal((4, 0.75, 0.25), (report.Pairs, report.Ranked, report.Right));
        Assert.Equal(["both below", "both above", "reversed"], report.Failures.Select(failure => failure.Pair.Kind));
        Assert.Equal([true, true, false], report.Failures.Select(failure => failure.IsRanked));
    }

    [Fact]
    public void Any_of_several_correct_topics_counts()
    {
        var labels = models.Topic.Manifest.Labels;
        const string A = "Striker scores twice in cup final",
            B = "Bishop leads Easter mass in cathedral";
        string[] answers = [.. models.Topic.Predict([A, B]).Select(row => labels[row.IndexOf(row.Max())])];
        var other = labels.First(label => !answers.Contains(label));
        Assert.Equal(
            1,
            MinimalPairs
                .Evaluate([new("x", A, [other, answers[0]], B, [answers[1]])], new EvaluatedModel(models.Topic))
                .Right
        );
        var wrong = MinimalPairs.Evaluate([new("x", A, [answers[0]], B, [other])], new EvaluatedModel(models.Topic));
        Assert.Equal(0, wrong.Right);
        Assert.Equal((answers[0], answers[1]), (wrong.Failures[0].First, wrong.Failures[0].Second));
    }

    [Theory]
    [InlineData("first\tsecond\nA\tB\n", "line 1")]
    [InlineData(Header + "k\tA\tbait\tB\n", "line 2: Found 4 columns")]
    [InlineData(Header + "k\tA\tbait\tB\tplain\nk\tA\tbait\tB\tspo\n", "line 3: The labels “bait” and “spo”")]
    [InlineData(Header + "k\tA\tplain\tB\tbait\n", "line 2: The labels")]
    public void Invalid_files_are_rejected_with_the_line_number(string content, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<TrainingDataException>(() => MinimalPairs.Read(_folder.Write("pairs.tsv", content))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Topics_are_codebook_codes_or_label_ids()
    {
        var pair = Assert.Single(
            MinimalPairs.Read(_folder.Write("pairs.tsv", Header + "k\tA\tspo|gardening\tB\twea\n"))
        );
        Assert.Equal(["medtop:15000000", "gardening"], pair.FirstTopics);
        Assert.False(pair.IsClickbait);
    }
}
