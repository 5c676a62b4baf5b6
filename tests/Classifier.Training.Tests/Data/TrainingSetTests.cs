using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class TrainingSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_headline_that_someone_read_is_kept_before_one_labeled_by_its_source_and_the_earlier_before_the_later()
    {
        var source = _folder.Write(
            "source.tsv",
            "text\tmedtop\nRain falls\tmedtop:01000000\nRain Falls!\tmedtop:02000000\nSun shines\tmedtop:03000000\nSun shines.\tmedtop:04000000\n"
        );
        var read = _folder.Write("read.tsv", "text\ttopic\nrain falls\twea\n");
        var set = TrainingSet.Read([source, read], headline => headline.Topic is not null);
        Assert.Equal(
            [("rain falls", "medtop:17000000"), ("Sun shines", "medtop:03000000")],
            set.Headlines.Select(row => (row.Headline.Text, row.Headline.Topic!))
        );
        Assert.Equal([("source.tsv", 1L), ("read.tsv", 1L)], set.Files.Select(file => (file.Name, file.Rows)));
    }

    [Fact]
    public void Rows_set_apart_for_testing_are_left_out_with_all_that_have_their_words()
    {
        var split = _folder.Write("split.tsv", "text\tbait\tsplit\nRain falls\t0\ttest\nSnow falls\t0\ttrain\n");
        var other = _folder.Write("other.tsv", "text\tbait\nRAIN FALLS!\t0\nHail falls\t1\n");
        var set = TrainingSet.Read([other, split], headline => headline.Bait is not null);
        Assert.Equal(["Hail falls", "Snow falls"], set.Headlines.Select(row => row.Headline.Text));
    }

    [Fact]
    public void A_set_without_any_label_of_the_kind_is_refused()
    {
        var path = _folder.Write("a.tsv", "text\tbait\nRain\t0\n");
        var message = Assert
            .Throws<TrainingDataException>(() => TrainingSet.Read([path], headline => headline.Topic is not null))
            .Message;
        Assert.Contains("a.tsv: no row has a label of this kind", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_split_off_was_read_by_someone_and_is_not_kept()
    {
        var source = _folder.Write("source.tsv", "text\tmedtop\n" + Rows("Source", "medtop:01000000"));
        var read = _folder.Write("read.tsv", "text\ttopic\n" + Rows("Read", "wea"));
        var set = TrainingSet.Read([source, read], _ => true);
        var (kept, split) = set.SplitOff(0, 5);
        Assert.All(split, headline => Assert.Equal(LabelOrigin.Reader, headline.Origin));
        Assert.InRange(split.Count, 20, 60);
        Assert.Equal(400, kept.Headlines.Count + split.Count);
        Assert.Empty(
            kept.Headlines.Select(row => row.Headline.Text).Intersect(split.Select(headline => headline.Text))
        );
    }

    [Fact]
    public void Where_nobody_read_any_the_source_s_rows_are_split()
    {
        var set = TrainingSet.Read(
            [_folder.Write("source.tsv", "text\tmedtop\n" + Rows("Source", "medtop:01000000"))],
            _ => true
        );
        Assert.NotEmpty(set.SplitOff(0).Split);
    }

    [Fact]
    public void Corrections_are_always_learned_from_and_never_measured_on()
    {
        var set = TrainingSet.Read(
            [_folder.Write("read.tsv", "text\ttopic\n" + Rows("Read", "wea"))],
            _ => true,
            feedback: Corrections(50)
        );
        var (kept, split) = set.SplitOff(0, 1, 2, 3, 4);
        Assert.Equal(50, kept.Headlines.Count(row => row.Headline.Source == FeedbackHeadlines.Source));
        Assert.NotEmpty(split);
    }

    [Fact]
    public void Beside_headlines_that_nobody_read_corrections_count_as_their_like()
    {
        var source = _folder.Write(
            "source.tsv",
            "text\tmedtop\nCorrected 1\tmedtop:01000000\n" + Rows("Source", "medtop:01000000")
        );
        var set = TrainingSet.Read([source], _ => true, feedback: Corrections(5));
        Assert.All(set.Headlines, row => Assert.Equal(LabelOrigin.Source, row.Headline.Origin));
        Assert.Equal(
            "medtop:15000000",
            Assert.Single(set.Headlines, row => row.Headline.Text == "Corrected 1").Headline.Topic
        );
        Assert.NotEmpty(set.SplitOff(0).Split);
    }

    private static FeedbackHeadlines Corrections(int count) =>
        new(
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new LabeledHeadline(
                        $"Corrected {i}",
                        "medtop:15000000",
                        null,
                        LabelOrigin.Reader,
                        FeedbackHeadlines.Source,
                        3,
                        false
                    )),
            ],
            new TrainingFile(FeedbackHeadlines.Source, "", count)
        );

    private static string Rows(string word, string topic) =>
        string.Concat(Enumerable.Range(0, 200).Select(i => $"{word} {i}\t{topic}\n"));
}
