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
    public void Deduplication_prefers_reader_labels_and_then_the_first_row()
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
    public void Test_rows_and_rows_with_the_same_words_are_excluded()
    {
        var split = _folder.Write("split.tsv", "text\tbait\tsplit\nRain falls\t0\ttest\nSnow falls\t0\ttrain\n");
        var other = _folder.Write("other.tsv", "text\tbait\nRAIN FALLS!\t0\nHail falls\t1\n");
        var set = TrainingSet.Read([other, split], headline => headline.Bait is not null);
        Assert.Equal(["Hail falls", "Snow falls"], set.Headlines.Select(row => row.Headline.Text));
    }

    [Fact]
    public void Headlines_of_unknown_topic_are_kept_apart_from_labeled_ones()
    {
        var path = _folder.Write(
            "a.tsv",
            "text\ttopic\tsplit\nRain falls\twea\ttrain\nMore to come\tunk\ttrain\nRead on\tunk\ttest\n"
        );
        var set = TrainingSet.Read([path], headline => headline.Topic is not null);

        Assert.Equal(["Rain falls"], set.Headlines.Select(row => row.Headline.Text));
        Assert.Equal(["More to come"], set.WithoutTopic);
    }

    [Fact]
    public void Data_without_usable_labels_is_rejected()
    {
        var path = _folder.Write("a.tsv", "text\tbait\nRain\t0\n");
        var message = Assert
            .Throws<TrainingDataException>(() => TrainingSet.Read([path], headline => headline.Topic is not null))
            .Message;
        Assert.Contains("a.tsv: no row has a label of this kind", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Splitting_off_takes_only_reader_labels()
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
    public void Source_labels_are_split_off_if_there_are_no_others()
    {
        var set = TrainingSet.Read(
            [_folder.Write("source.tsv", "text\tmedtop\n" + Rows("Source", "medtop:01000000"))],
            _ => true
        );
        Assert.NotEmpty(set.SplitOff(0).Split);
    }

    [Fact]
    public void Corrections_are_never_split_off()
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
    public void Corrections_do_not_displace_source_labels()
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
