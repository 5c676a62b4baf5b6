using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Classifier.Feedback;

/// <summary>Keeps corrections in a file of SQLite, to which rows are only ever added: what was said stays, and what was said
/// last counts. Several programs may use a file at the same time. Instances are not for several threads at once.</summary>
public sealed class FeedbackStore : IDisposable
{
    /// <summary>The environment variable that names the file.</summary>
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

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How many corrections there are, superseded ones included.</summary>
    public long Count => (long)Scalar("SELECT count(*) FROM corrections")!;

    /// <summary>The file that is used when none is named: that of the environment variable, else feedback.db in the user's
    /// folder for data of programs.</summary>
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

    /// <summary>Opens a store, and makes it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether to make it.</param>
    /// <exception cref="FeedbackException">The file cannot be opened, is no store, or is of a newer version.</exception>
    public static FeedbackStore Open(string path, bool create = true)
    {
        if (!create && !File.Exists(path))
        {
            throw new FeedbackException($"{path}: there is no feedback yet; see classifier feedback import.");
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
                ?? new FeedbackException($"{path}: cannot be used as a store of feedback: {e.Message}", e);
        }
    }

    /// <summary>Adds a correction.</summary>
    /// <param name="correction">The correction, which must have no defect.</param>
    /// <returns>Whether it was added; not if it is there already, or if it is what its author said of the headline last.</returns>
    /// <exception cref="ArgumentException">It has a defect.</exception>
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
        insert.Parameters.AddWithValue("$topics", JsonSerializer.Serialize(correction.Topics));
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

    /// <summary>Adds many corrections at once: all or, if one fails, none.</summary>
    /// <returns>How many were added.</returns>
    /// <inheritdoc cref="Add"/>
    public int AddAll(IEnumerable<Correction> corrections)
    {
        using var transaction = _connection.BeginTransaction();
        var added = corrections.Count(Add);
        transaction.Commit();
        return added;
    }

    /// <summary>All corrections in the order in which they were said.</summary>
    public IReadOnlyList<Correction> GetAll() =>
        Read("SELECT headline, topics, bait, who, said FROM corrections ORDER BY said, id");

    /// <summary>What each author said last of each headline, in the order in which it was said.</summary>
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
        // The write-ahead log lets others read while one writes; whoever finds the file busy waits.
        Execute("PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL;");
        using var transaction = _connection.BeginTransaction();
        var version = (long)Scalar("PRAGMA user_version")!;
        if (version > SchemaVersion)
        {
            throw new FeedbackException(
                $"{Path}: is of version {version}, which a newer program made; this one knows version {SchemaVersion}."
            );
        }

        if (version == 0)
        {
            if ((long)Scalar("SELECT count(*) FROM sqlite_schema")! > 0)
            {
                throw new FeedbackException($"{Path}: is a database of something else; name another file.");
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
                    JsonSerializer.Deserialize<string[]>(rows.GetString(1))!,
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

    // The schema and the pragmas are this file's own text; values that come from outside are parameters.
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
