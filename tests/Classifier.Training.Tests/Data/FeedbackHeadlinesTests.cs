using Classifier.Feedback;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class FeedbackHeadlinesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_majority_wins_and_ties_go_to_the_latest_correction()
    {
        var feedback = Read(
            new("Rain", ["medtop:17000000"], 0, "ann", Noon),
            new("Rain", ["medtop:03000000"], null, "bob", Noon.AddHours(3)),
            new("Rain", ["medtop:17000000"], 2, "cat", Noon.AddHours(1)),
            new("Goal", ["medtop:15000000", "medtop:08000000"], null, "ann", Noon)
        );
        var rain = feedback.Headlines.Single(headline => headline.Text == "Rain");
        Assert.Equal(
            ("medtop:17000000", 2f, LabelOrigin.Reader, 3f),
            (rain.Topic, rain.Bait, rain.Origin, rain.Weight)
        );
        Assert.Equal(
            ["medtop:15000000", "medtop:08000000"],
            feedback.Headlines.Single(headline => headline.Text == "Goal").Topics
        );
    }

    [Fact]
    public void A_correction_takes_precedence_over_labels_in_files()
    {
        var feedback = Read(new Correction("Rain stops play", ["medtop:15000000"], null, "ann", Noon));
        var data = _folder.Write("a.tsv", "text\ttopic\nRAIN stops play!\twea\nHail\twea\n");
        var set = TrainingSet.Read([data], headline => headline.Topic is not null, feedback: feedback);
        Assert.Equal(
            [("Rain stops play", "medtop:15000000", 3f), ("Hail", "medtop:17000000", 1f)],
            set.Headlines.Select(row => (row.Headline.Text, row.Headline.Topic!, row.Headline.Weight))
        );
        Assert.Equal([("a.tsv", 1L), ("feedback", 1L)], set.Files.Select(file => (file.Name, file.Rows)));
    }

    [Fact]
    public void Corrections_of_test_headlines_are_excluded()
    {
        var feedback = Read(new Correction("Rain", ["medtop:15000000"], null, "ann", Noon));
        var data = _folder.Write("a.tsv", "text\ttopic\tsplit\nRain\twea\ttest\nHail\twea\ttrain\n");
        Assert.Equal(
            ["Hail"],
            TrainingSet
                .Read([data], headline => headline.Topic is not null, feedback: feedback)
                .Headlines.Select(row => row.Headline.Text)
        );
    }

    private FeedbackHeadlines Read(params Correction[] corrections)
    {
        using (var store = FeedbackStore.Open(_folder.Of("feedback.db")))
        {
            store.AddAll(corrections);
        }

        return FeedbackHeadlines.Read(_folder.Of("feedback.db"), FeedbackHeadlines.DefaultWeight);
    }
}
