using Classifier.Deduplication;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Splits;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Splits;

public sealed class SplitterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_headline_of_the_file_is_tested_once_and_never_trained_on_in_the_same_fold(bool byStory)
    {
        var pool = ReadOwn();
        List<Fold> folds =
        [
            .. byStory ? Splitter.ByStory(pool, "headlines", 5) : Splitter.Random(pool, "headlines", 5),
        ];
        Assert.Equal(5, folds.Count);
        Assert.Equal(
            OwnHeadlines.All.Select(headline => headline.Text).Order(),
            folds.SelectMany(fold => fold.Test).Select(headline => headline.Text).Order()
        );
        Assert.All(
            folds,
            fold =>
            {
                Assert.InRange(fold.Test.Count, OwnHeadlines.All.Count / 8, OwnHeadlines.All.Count / 3);
                Assert.Empty(Texts(fold).Intersect(fold.Test.Select(headline => headline.Text)));
                Assert.Equal(OwnHeadlines.All.Count, fold.Train.Headlines.Count + fold.Test.Count);
            }
        );
    }

    [Fact]
    public void Training_headlines_of_a_fold_fall_into_all_tenths()
    {
        // If folds were the remainder of the same key, some tenths of the training set would be empty.
        foreach (var fold in Splitter.Random(ReadOwn(), "headlines", 5))
        {
            Assert.All(
                Enumerable.Range(0, 10),
                tenth => Assert.Contains(fold.Train.Headlines, row => HeadlineKey.GetPartition(row.Story) == tenth)
            );
        }
    }

    [Fact]
    public void Leaving_out_a_source_leaves_out_its_headlines_of_unknown_topic_and_the_teacher()
    {
        var left = _folder.Write("left.tsv", "text\ttopic\nRain falls\twea\nMore to come\tunk\n");
        var kept = _folder.Write("kept.tsv", "text\ttopic\nBank cuts rates\tebf\nPhotos of the day\tunk\n");
        var pool = Pool.Read([left, kept], headline => headline.Topic is not null);

        var fold = Assert.Single(Splitter.BySource(pool, ["left"]));

        Assert.Equal(["Photos of the day"], fold.Train.WithoutTopic);
        Assert.True(fold.ExcludesTeacher);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_fold_is_trained_on_the_headlines_of_unknown_topic(bool byStory)
    {
        var path = _folder.Write("own.tsv", "text\ttopic\nRain falls\twea\nBank cuts rates\tebf\nMore to come\tunk\n");
        var pool = Pool.Read([path], headline => headline.Topic is not null);

        foreach (var fold in byStory ? Splitter.ByStory(pool, null, 2) : Splitter.Random(pool, null, 2))
        {
            Assert.Equal(["More to come"], fold.Train.WithoutTopic);
            Assert.False(fold.ExcludesTeacher);
        }
    }

    [Fact]
    public void Headlines_of_a_story_are_never_on_both_sides()
    {
        var titles = Enumerable
            .Range(0, 40)
            .Select(i => $"Fire number {i} destroys the old flour mill by the river {i * 37} in the night")
            .ToList();
        var pool = Pool.Read(
            [
                _folder.Write("mine.tsv", "text\ttopic\n" + string.Concat(titles.Select(title => $"{title}\tdis\n"))),
                _folder.Write(
                    "feed.tsv",
                    "text\tmedtop\n"
                        + string.Concat(titles.Select(title => $"{title} | The Village Post\tmedtop:03000000\n"))
                ),
            ],
            headline => headline.Topic is not null
        );
        Assert.All(
            Splitter.ByStory(pool, "mine", 4),
            fold =>
                Assert.DoesNotContain(
                    Texts(fold),
                    text => fold.Test.Any(test => text.StartsWith(test.Text, StringComparison.Ordinal))
                )
        );
        Assert.Contains(
            Splitter.Random(pool, "mine", 4),
            fold => Texts(fold).Any(text => fold.Test.Any(test => text.StartsWith(test.Text, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void A_source_is_left_out_with_its_rows_in_other_files_and_all_rows_with_the_same_words()
    {
        var pool = Pool.Read(
            [
                _folder.Write(
                    "village.tsv",
                    "text\tmedtop\tpublisher\nRain falls\tmedtop:17000000\tVillage Post\nGoal scored\tmedtop:15000000\tVillage Post\n"
                ),
                _folder.Write(
                    "feed.tsv",
                    "text\tmedtop\tpublisher\nRAIN FALLS!\tmedtop:17000000\tTown Post\nSnow falls\tmedtop:17000000\tTown Post\nHail falls\tmedtop:17000000\tVillage Post\n"
                ),
                _folder.Write(
                    "train.tsv",
                    "text\ttopic\tfrom\nGoal scored\tspo\tvillage\nSun shines\twea\tvillage\nWind blows\twea\tfeed\n"
                ),
            ],
            headline => headline.Topic is not null
        );
        var fold = Assert.Single(Splitter.BySource(pool, ["village"]));
        Assert.Equal(["Rain falls", "Goal scored"], fold.Test.Select(headline => headline.Text));
        Assert.Equal(["Wind blows", "Snow falls"], Texts(fold));
        Assert.Contains(
            "no source “city”",
            Assert.Throws<TrainingDataException>(() => Splitter.BySource(pool, ["city"]).ToList()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_headlines_before_the_date_are_trained_on()
    {
        var pool = Pool.Read(
            [
                _folder.Write(
                    "feed.tsv",
                    "text\tmedtop\tdate\nOld rain\tmedtop:17000000\t2021-12-31\nNew rain\tmedtop:17000000\t2022-03-01\n"
                        + "Told again\tmedtop:17000000\t2021-05-01\nTold again\tmedtop:17000000\t2022-04-30\nLate rain\tmedtop:17000000\t2022-05-01\n"
                ),
                _folder.Write(
                    "train.tsv",
                    "text\ttopic\tfrom\nOLD RAIN\twea\tfeed\nNew rain\twea\tfeed\nUndated rain\twea\tfeed\nAncient rain\twea\tarchive\n"
                ),
            ],
            headline => headline.Topic is not null
        );
        DateOnly year = new(2022, 1, 1),
            from = new(2022, 3, 1),
            to = new(2022, 4, 30);
        var fold = Splitter.ByTime(pool, "feed", year, from, to, ["archive"]);
        Assert.Equal(["New rain"], fold.Test.Select(headline => headline.Text));
        Assert.Equal(["OLD RAIN", "Ancient rain", "Told again"], Texts(fold));
        Assert.Throws<TrainingDataException>(() =>
            Splitter.ByTime(pool, "feed", new DateOnly(2000, 1, 1), from, to, [])
        );
    }

    [Fact]
    public void An_unknown_file_is_reported_with_the_available_files() =>
        Assert.Contains(
            "Available files: headlines",
            Assert.Throws<TrainingDataException>(() => Splitter.Random(ReadOwn(), "gold", 5).ToList()).Message,
            StringComparison.Ordinal
        );

    private static Pool ReadOwn() => Pool.Read([OwnHeadlines.Path], headline => headline.Topic is not null);

    private static IEnumerable<string> Texts(Fold fold) => fold.Train.Headlines.Select(row => row.Headline.Text);
}
