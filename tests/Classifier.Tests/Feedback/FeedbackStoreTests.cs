using Classifier.Feedback;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Classifier.Tests.Feedback;

public sealed class FeedbackStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-feedback-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_added_is_there_when_the_store_is_opened_again()
    {
        var correction = new Correction("Rain stops “play”", ["medtop:15000000", "weather"], 1, "ann", Noon);
        using (var store = Open())
        {
            Assert.True(store.Add(correction));
        }

        using var again = Open();
        var kept = Assert.Single(again.GetAll());
        Assert.Equal(correction with { Topics = kept.Topics }, kept);
        Assert.Equal(correction.Topics, kept.Topics);
    }

    [Fact]
    public void The_same_correction_is_kept_once_and_a_change_of_mind_is_added()
    {
        using var store = Open();
        var first = new Correction("Rain", ["medtop:17000000"], null, "ann", Noon);
        Assert.True(store.Add(first));
        Assert.False(store.Add(first));
        Assert.False(store.Add(first with { Timestamp = Noon.AddHours(1) }));
        Assert.True(store.Add(first with { Topics = ["medtop:03000000"], Timestamp = Noon.AddHours(2) }));
        Assert.False(store.Add(first));
        Assert.True(store.Add(first with { Timestamp = Noon.AddHours(3) }));
        Assert.True(store.Add(first with { Author = "bob" }));
        Assert.Equal(4, store.Count);
    }

    [Fact]
    public void What_a_person_said_last_counts_in_whatever_order_it_came()
    {
        using var store = Open();
        store.AddAll([
            new Correction("Rain", [], 2, "ann", Noon.AddHours(2)),
            new Correction("Rain", [], 0, "ann", Noon),
            new Correction("Rain", [], 1, "bob", Noon.AddHours(1)),
        ]);
        Assert.Equal(
            [("bob", 1), ("ann", 2)],
            store.GetLatest().Select(correction => (correction.Author, correction.Bait!.Value))
        );
        Assert.Equal(3, store.GetAll().Count);
    }

    [Fact]
    public void Rows_can_be_neither_changed_nor_taken_away()
    {
        using (var store = Open())
        {
            store.Add(new Correction("Rain", [], 2, "ann", Noon));
        }

        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        foreach (var sql in new[] { "DELETE FROM corrections", "UPDATE corrections SET bait = 0" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
        }
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        using (Open()) { }

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(writer =>
                    Task.Run(
                        () =>
                        {
                            using var store = Open();
                            for (var i = 0; i < 25; i++)
                            {
                                store.Add(new Correction($"Rain {i}", [], 2, $"writer {writer}", Noon));
                            }
                        },
                        TestContext.Current.CancellationToken
                    )
                )
        );
        using var read = Open();
        Assert.Equal(100, read.Count);
    }

    [Fact]
    public void Many_are_added_all_or_none()
    {
        using var store = Open();
        Assert.Throws<ArgumentException>(() =>
            store.AddAll([new Correction("Rain", [], 2, "ann", Noon), new Correction("", [], 2, "ann", Noon)])
        );
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void What_is_no_store_is_refused_and_left_as_it_was()
    {
        File.WriteAllText(StorePath, "text\ttopic\nRain\twea\nand so on, for it is a longer file of text\n");
        var before = File.ReadAllText(StorePath);
        Assert.Contains(StorePath, Assert.Throws<FeedbackException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(StorePath));
        Assert.Throws<FeedbackException>(() => FeedbackStore.Open(Path.Combine(_folder, "none.db"), create: false));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused()
    {
        using (Open()) { }

        using (var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        Assert.Contains("version 2", Assert.Throws<FeedbackException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("headline", "", "medtop:17000000", 1, "ann")]
    [InlineData("headline", "\u0001", "medtop:17000000", 1, "ann")]
    [InlineData("topics", "Rain", null, null, "ann")]
    [InlineData("topics[0]", "Rain", "medtop:99000000", null, "ann")]
    [InlineData("topics[0]", "Rain", "a|b", null, "ann")]
    [InlineData("topics[0]", "Rain", " ", null, "ann")]
    [InlineData("bait", "Rain", null, 4, "ann")]
    [InlineData("bait", "Rain", null, -1, "ann")]
    [InlineData("who", "Rain", null, 1, " ")]
    public void A_defect_names_its_field(string field, string headline, string? topic, int? bait, string who) =>
        Assert.Equal(field, new Correction(headline, topic is null ? [] : [topic], bait, who, Noon).Validate()?.Field);

    private string StorePath => Path.Combine(_folder, "feedback.db");

    private FeedbackStore Open() => FeedbackStore.Open(StorePath);
}
