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
    public void Corrections_persist()
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
    public void A_repeated_correction_is_ignored_and_a_changed_one_is_added()
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
    public void The_latest_correction_of_an_author_wins_regardless_of_insertion_order()
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
    public void Rows_cannot_be_updated_or_deleted()
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
    public async Task Concurrent_writers_do_not_lose_corrections()
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
    public void AddAll_adds_all_corrections_or_none()
    {
        using var store = Open();
        Assert.Throws<ArgumentException>(() =>
            store.AddAll([new Correction("Rain", [], 2, "ann", Noon), new Correction("", [], 2, "ann", Noon)])
        );
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void A_file_that_is_not_a_store_is_rejected_and_left_unchanged()
    {
        File.WriteAllText(StorePath, "text\ttopic\nRain\twea\nand so on, for it is a longer file of text\n");
        var before = File.ReadAllText(StorePath);
        Assert.Contains(StorePath, Assert.Throws<FeedbackException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(StorePath));
        Assert.Throws<FeedbackException>(() => FeedbackStore.Open(Path.Combine(_folder, "none.db"), create: false));
    }

    [Fact]
    public void A_store_with_a_newer_version_is_rejected()
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
    public void Validation_names_the_invalid_field(
        string field,
        string headline,
        string? topic,
        int? bait,
        string who
    ) => Assert.Equal(field, new Correction(headline, topic is null ? [] : [topic], bait, who, Noon).Validate()?.Field);

    private string StorePath => Path.Combine(_folder, "feedback.db");

    private FeedbackStore Open() => FeedbackStore.Open(StorePath);
}
