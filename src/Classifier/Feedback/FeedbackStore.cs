using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Classifier.Feedback;

/// <summary>
/// Stores corrections in an append-only SQLite database; the latest correction by an author takes precedence. Several
/// processes can use the same file concurrently. Instances are not thread-safe.
/// </summary>
public sealed class FeedbackStore : IDisposable
{
    /// <summary>The environment variable that contains the path of the store.</summary>
    public const string EnvironmentVariable = "CLASSIFIER_FEEDBACK";

    private const int SchemaVersion = 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private const string Schema = """
        CREATE TABLE corrections (
            id INTEGER PRIMARY KEY,
            headline TEXT NOT NULL,
            topics TEXT NOT NULL,       -- a JSON array
            bait INTEGER NOT NULL,      -- -1: nothing said
            who TEXT NOT NULL,
            said TEXT NOT NULL,         -- UTC
            UNIQUE (headline, who, said, topics, bait)
        );
        CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;
        CREATE TRIGGER corrections_are_kept BEFORE DELETE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;
        """;

    private readonly SqliteConnection _connection;

    private FeedbackStore(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    /// <summary>Gets the path of the store.</summary>
    public string Path { get; }

    /// <summary>Gets the number of corrections, including superseded ones.</summary>
    public long Count => (long)Scalar("SELECT count(*) FROM corrections")!;

    /// <summary>
    /// Gets the default path of the store: the value of <see cref="EnvironmentVariable"/>, or feedback.db in the user's
    /// application data folder.
    /// </summary>
    public static string DefaultPath =>
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.Create
                ),
                "classifier",
                "feedback.db"
            );

    /// <summary>Opens a store.</summary>
    /// <param name="path">The path of the store.</param>
    /// <param name="create">True to create the store if it does not exist.</param>
    /// <exception cref="FeedbackException">The file cannot be opened, is not a feedback store, or has a newer
    /// version.</exception>
    public static FeedbackStore Open(string path, bool create = true)
    {
        if (!create && !File.Exists(path))
        {
            throw new FeedbackException(
                $"{path}: the feedback store does not exist. Create it with `classifier feedback import`."
            );
        }

        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
            );
            connection.Open();
            var store = new FeedbackStore(path, connection);
            store.Prepare();
            return store;
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException or FeedbackException)
        {
            connection?.Dispose();
            throw e as FeedbackException
                ?? new FeedbackException($"{path}: cannot be opened as a feedback store: {e.Message}", e);
        }
    }

    /// <summary>Adds a correction.</summary>
    /// <param name="correction">A valid correction.</param>
    /// <returns>True if the correction was added; false if it already exists or repeats the author's latest correction
    /// of the headline.</returns>
    /// <exception cref="ArgumentException">The correction is invalid.</exception>
    /// <exception cref="FeedbackException">The file cannot be written.</exception>
    public bool Add(Correction correction)
    {
        if (correction.Validate() is { } defect)
        {
            throw new ArgumentException($"{defect.Field} {defect.Problem}", nameof(correction));
        }

        using var insert = _connection.CreateCommand();
        insert.CommandText = """
            INSERT OR IGNORE INTO corrections (headline, topics, bait, who, said)
            SELECT $headline, $topics, $bait, $who, $said
            WHERE NOT EXISTS (
                SELECT 1 FROM (SELECT topics, bait, said FROM corrections WHERE headline = $headline AND who = $who ORDER BY said DESC, id DESC LIMIT 1) AS last
                WHERE last.topics = $topics AND last.bait = $bait AND last.said <= $said)
            """;
        insert.Parameters.AddWithValue("$headline", correction.Headline);
        insert.Parameters.AddWithValue(
            "$topics",
            JsonSerializer.Serialize(correction.Topics, LibraryJson.Default.IReadOnlyListString)
        );
        insert.Parameters.AddWithValue("$bait", correction.Bait ?? -1);
        insert.Parameters.AddWithValue("$who", correction.Author);
        insert.Parameters.AddWithValue(
            "$said",
            correction.Timestamp.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)
        );
        try
        {
            return insert.ExecuteNonQuery() > 0;
        }
        catch (SqliteException e)
        {
            throw new FeedbackException($"{Path}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Adds corrections in one transaction. If one of them fails, none is added.</summary>
    /// <returns>The number of corrections added.</returns>
    /// <inheritdoc cref="Add"/>
    public int AddAll(IEnumerable<Correction> corrections)
    {
        using var transaction = _connection.BeginTransaction();
        var added = corrections.Count(Add);
        transaction.Commit();
        return added;
    }

    /// <summary>Returns all corrections, oldest first.</summary>
    public IReadOnlyList<Correction> GetAll() =>
        Read("SELECT headline, topics, bait, who, said FROM corrections ORDER BY said, id");

    /// <summary>Returns the latest correction of each headline by each author, oldest first.</summary>
    public IReadOnlyList<Correction> GetLatest() =>
        Read(
            """
            SELECT headline, topics, bait, who, said FROM (
                SELECT *, row_number() OVER (PARTITION BY headline, who ORDER BY said DESC, id DESC) AS age FROM corrections)
            WHERE age = 1 ORDER BY said, id
            """
        );

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Prepare()
    {
        // The write-ahead log allows reads during a write. A writer that finds the database locked waits.
        Execute("PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL;");
        using var transaction = _connection.BeginTransaction();
        var version = (long)Scalar("PRAGMA user_version")!;
        if (version > SchemaVersion)
        {
            throw new FeedbackException(
                $"{Path}: has version {version}, but this program supports up to version {SchemaVersion}. Use a newer program."
            );
        }

        if (version == 0)
        {
            if ((long)Scalar("SELECT count(*) FROM sqlite_schema")! > 0)
            {
                throw new FeedbackException(
                    $"{Path}: is an SQLite database, but not a feedback store. Specify another file."
                );
            }

            Execute($"{Schema} PRAGMA user_version = {SchemaVersion};");
        }

        transaction.Commit();
    }

    private List<Correction> Read(string sql)
    {
        using var select = _connection.CreateCommand();
        select.CommandText = sql;
        using var rows = select.ExecuteReader();
        var corrections = new List<Correction>();
        while (rows.Read())
        {
            corrections.Add(
                new Correction(
                    rows.GetString(0),
                    JsonSerializer.Deserialize(rows.GetString(1), LibraryJson.Default.IReadOnlyListString)!,
                    rows.GetInt32(2) is var bait and >= 0 ? bait : null,
                    rows.GetString(3),
                    DateTimeOffset.ParseExact(
                        rows.GetString(4),
                        TimeFormat,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal
                    )
                )
            );
        }

        return corrections;
    }

    // All SQL text is constant; external values are passed as parameters.
#pragma warning disable CA2100
    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
#pragma warning restore CA2100
}
