using System.Globalization;
using Classifier.Tests.Common;
using Classifier.Training.Data.Checking;
using Xunit;

namespace Classifier.Training.Tests.Data.Checking;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_defects_are_reported_with_their_location()
    {
        var report = Check(
            "text\ttopic\tbait\nRain falls\twea\t0\nSnow\nHail\nFog\twea\tmaybe\n\twea\t0\nMist\t-\t\n"
        ).Report;
        Assert.Equal(Severity.Error, report.Worst);
        Assert.Equal(2, Find(report, FindingKind.BrokenRow).Count);
        Assert.Contains(
            "line 3: the row has 1 column",
            Find(report, FindingKind.BrokenRow).Examples[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 4: the row has 1 column",
            Find(report, FindingKind.BrokenRow).Examples[1],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 5, column bait",
            Find(report, FindingKind.BadValue).Examples[0],
            StringComparison.Ordinal
        );
        Assert.Contains("line 6", Find(report, FindingKind.EmptyText).Examples[0], StringComparison.Ordinal);
        Assert.Contains("line 7", Find(report, FindingKind.NoLabel).Examples[0], StringComparison.Ordinal);
        Assert.Equal((1, 5), (report.Files[0].Usable, report.Files[0].LeftOut));
    }

    [Fact]
    public void An_unreadable_file_is_reported_and_the_others_are_checked()
    {
        var good = _folder.Write("good.tsv", "text\tbait\nRain\t0\nSnow\t1\n");
        var report = DataCheck.Run([_folder.Of("none.tsv"), good], [], null, new Silent()).Report;
        Assert.Contains(
            "does not exist",
            Find(report, FindingKind.UnreadableFile).Examples[0],
            StringComparison.Ordinal
        );
        Assert.Equal(2, report.Files[1].Usable);
    }

    [Fact]
    public void Wrongly_decoded_texts_are_repaired_and_invalid_texts_are_dropped()
    {
        var check = Check(
            $"text\tbait\nBakerâ€™s dozen\t0\nBread &amp; butter\t1\n{new string('a', 1_001)}\t0\nBe\u0001ll\t1\n"
        );
        Assert.Equal(["Baker’s dozen", "Bread & butter"], check.Cleaned.Select(headline => headline.Text));
        Assert.Equal(
            [(4L, "1,001 characters"), (5L, "control characters")],
            check.Dropped.Select(row => (row.Line, row.Reason))
        );
    }

    [Fact]
    public void Duplicates_are_dropped_and_reader_labels_win_over_source_labels()
    {
        var read = _folder.Write(
            "read.tsv",
            "text\ttopic\nGoal in the last minute\tspo\nHail\twea\nFog\twea\nFog!\tdis\n"
        );
        var source = _folder.Write(
            "feed.tsv",
            "text\tmedtop\nGOAL in the last minute\tmedtop:11000000\n“Hail”\tmedtop:17000000\n"
        );
        var check = DataCheck.Run([source, read], [], null, new Silent());
        Assert.Equal(["Goal in the last minute", "Hail"], check.Cleaned.Select(headline => headline.Text));
        Assert.Equal(2, Find(check.Report, FindingKind.Conflict).Count);
        Assert.Equal(1, Find(check.Report, FindingKind.Duplicate).Count);
        Assert.Equal(4, check.Dropped.Count());
    }

    [Fact]
    public void A_topic_and_a_bait_label_of_the_same_headline_are_not_duplicates()
    {
        var topics = _folder.Write("topics.tsv", "text\ttopic\nGoal in the last minute\tspo\n");
        var baits = _folder.Write("baits.tsv", "text\tbait\nGoal in the last minute\t1\n");
        Assert.Equal(2, DataCheck.Run([topics, baits], [], null, new Silent()).Cleaned.Count());
    }

    [Fact]
    public void Headlines_that_occur_in_the_test_set_are_dropped_from_training()
    {
        var train = _folder.Write(
            "train.tsv",
            "text\tbait\tsplit\nStorm floods the coast road near the old town of Whitby\t0\ttrain\nBees return\t1\ttrain\nGoal\t0\ttrain\nGoal!\t0\ttest\n"
        );
        var test = _folder.Write(
            "test.tsv",
            "text\tbait\nBEES return\t1\nStorm floods coast road near the old town of Whitby\t0\n"
        );
        var check = DataCheck.Run([train], [test], null, new Silent());
        Assert.Equal(2, Find(check.Report, FindingKind.Leakage).Count);
        Assert.Equal(1, Find(check.Report, FindingKind.NearLeakage).Count);
        Assert.Equal(["Goal!"], check.Cleaned.Select(headline => headline.Text));
        Assert.Equal(Severity.Error, check.Report.Worst);
    }

    [Fact]
    public void Casing_that_predicts_the_label_is_reported_with_its_rule()
    {
        var rows = OwnHeadlines
            .All.Take(400)
            .Select(
                (headline, i) =>
                    i % 2 == 0
                        ? $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(headline.Text.ToLowerInvariant())}\t1"
                        : $"{headline.Text.ToLowerInvariant()}\t0"
            );
        var report = Check($"text\tbait\n{string.Join('\n', rows)}\n").Report;
        var shortcut = report.Shortcuts[0];
        Assert.Equal(("Title Case", "bait"), (shortcut.Feature, shortcut.Label));
        Assert.InRange(shortcut.Accuracy, 0.99, 1);
        Assert.InRange(shortcut.RocAuc, 0.99, 1);
        Assert.Contains(
            "words begin with a capital) predicts bait with",
            Find(report, FindingKind.Shortcut).Examples[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_publisher_suffix_on_the_headlines_of_one_topic_is_reported()
    {
        var rows = OwnHeadlines
            .All.Take(400)
            .Select(
                (headline, i) =>
                    i % 4 == 0
                        ? $"{headline.Text} - Daily Whistle\tspo"
                        : $"{headline.Text}\t{(i % 4 == 1 ? "wea" : "pol")}"
            );
        var report = Check($"text\ttopic\n{string.Join('\n', rows)}\n").Report;
        Assert.Contains(
            report.Shortcuts,
            shortcut => shortcut is { Feature: "publisher at the end", Label: "medtop:15000000", Accuracy: > 0.99 }
        );
    }

    [Fact]
    public void Labels_that_no_trivial_property_predicts_are_not_reported()
    {
        var rows = OwnHeadlines.All.Select((headline, i) => $"{headline.Text}\t{i / 7 % 2}");
        Assert.Empty(Check($"text\tbait\n{string.Join('\n', rows)}\n").Report.Shortcuts);
    }

    [Fact]
    public void Rare_labels_and_sources_with_one_label_are_reported()
    {
        var rows = Enumerable
            .Range(0, 300)
            .Select(i =>
                $"Headline number {i * 7919} of many\t{(i == 0 ? "rel" : i % 2 == 0 ? "spo" : "pol")}\t{(i % 2 == 0 ? "pitch" : "house")}"
            );
        var report = Check($"text\ttopic\tsource\n{string.Join('\n', rows)}\n").Report;
        Assert.Contains(
            "religion (medtop:12000000)” has 1 row",
            Assert.Single(Find(report, FindingKind.RareLabel).Examples),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "all 150 rows of house are “politics (medtop:11000000)”",
            Assert.Single(Find(report, FindingKind.SourceOfOneLabel).Examples),
            StringComparison.Ordinal
        );
        Assert.Equal(2, Find(report, FindingKind.LabelOfOneSource).Count);
        Assert.Equal(
            [("house", 150L), ("pitch", 150L)],
            report.Labels[0].Sources.Select(source => (source.Source, source.Rows))
        );
    }

    [Fact]
    public void A_task_with_a_single_label_is_an_error() =>
        Assert.Equal(
            Severity.Error,
            Find(Check("text\tbait\nRain\t1\nSnow\t1\n").Report, FindingKind.SingleLabel).Severity
        );

    private DataCheck Check(string content) => DataCheck.Run([_folder.Write("a.tsv", content)], [], null, new Silent());

    private static Finding Find(DataReport report, FindingKind kind) =>
        Assert.Single(report.Findings, finding => finding.Kind == kind);
}
