using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Paging;
using Classifier.Cli.Reports;
using Classifier.Deduplication;
using Classifier.Text;
using Microsoft.Data.Sqlite;

namespace Classifier.Cli.History;

/// <summary>Stores the headlines of runs in a SQLite file. The headlines of a run become permanent with <see cref="Commit"/>.</summary>
internal sealed class PageHistory : IDisposable
{
    private const int SchemaVersion = 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private const string Schema = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY, time TEXT NOT NULL);
        CREATE TABLE headlines (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            site TEXT NOT NULL,
            page TEXT NOT NULL,
            module TEXT,
            sponsored INTEGER NOT NULL,
            position INTEGER NOT NULL,
            key INTEGER NOT NULL,
            text TEXT NOT NULL,
            href TEXT,
            score REAL NOT NULL,
            bait INTEGER NOT NULL
        );
        CREATE INDEX headlines_by_key ON headlines (run, page, key);
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection _connection;
    private readonly TokenizedHeadline _workspace = new();
    private SqliteTransaction? _transaction;
    private SqliteCommand? _insert;
    private long _run;

    private PageHistory(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens or creates a history.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether to create a file that does not exist.</param>
    /// <exception cref="CommandException">The file is not a history or cannot be opened.</exception>
    public static PageHistory Open(string path, bool create)
    {
        if (!create && !File.Exists(path))
        {
            throw new CommandException($"{path}: no such history; create one with classifier page … --history {path}.");
        }

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 30,
            }.ToString()
        );
        try
        {
            connection.Open();
            var history = new PageHistory(connection);
            history.Prepare(path);
            return history;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new CommandException($"{path}: the history cannot be opened: {exception.Message}", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Starts a run.</summary>
    public void BeginRun(DateTimeOffset time)
    {
        _transaction = _connection.BeginTransaction();
        using var command = Command("INSERT INTO runs (time) VALUES ($time) RETURNING id");
        command.Parameters.AddWithValue("$time", Format(time));
        _run = (long)command.ExecuteScalar()!;
        _insert = Command(
            "INSERT INTO headlines VALUES ($run, $site, $page, $module, $sponsored, $position, $key, $text, $href, $score, $bait)"
        );
    }

    /// <summary>Adds the headlines of a page to the run.</summary>
    public void Add(ScoredPage page)
    {
        foreach (var headline in ReportHeadline.FromPage(page, SiteName.FromPage(page)))
        {
            var text = headline.Headline.Headline;
            var parameters = _insert!.Parameters;
            parameters.Clear();
            parameters.AddWithValue("$run", _run);
            parameters.AddWithValue("$site", headline.Site);
            // Files of several days have different names, but the page states the same URL.
            parameters.AddWithValue("$page", page.Origin?.BaseUrl ?? page.Name);
            parameters.AddWithValue("$module", (object?)headline.Module.Title ?? DBNull.Value);
            parameters.AddWithValue("$sponsored", headline.IsSponsored ? 1 : 0);
            parameters.AddWithValue("$position", headline.Position);
            parameters.AddWithValue("$key", unchecked((long)HeadlineKey.Compute(text, _workspace)));
            parameters.AddWithValue("$text", text);
            parameters.AddWithValue("$href", (object?)headline.Href ?? DBNull.Value);
            parameters.AddWithValue("$score", headline.Headline.Clickbait.Score);
            parameters.AddWithValue("$bait", PageTally.IsBait(headline.Headline) ? 1 : 0);
            _insert.ExecuteNonQuery();
        }
    }

    /// <summary>Compares the run with earlier runs.</summary>
    public HistoryComparison Compare() => new HistoryQueries(Command, _run).Compare();

    /// <summary>Makes the run permanent.</summary>
    public void Commit() => _transaction?.Commit();

    /// <summary>Returns all runs in order, with the numbers of their pages and headlines.</summary>
    public IReadOnlyList<(long Id, string Time, long Pages, long Headlines)> List()
    {
        using var command = Command(
            """
            SELECT id, time, count(DISTINCT page), count(page) FROM runs LEFT JOIN headlines ON run = id
            GROUP BY id ORDER BY time, id
            """
        );
        using var reader = command.ExecuteReader();
        var runs = new List<(long, string, long, long)>();
        while (reader.Read())
        {
            runs.Add((reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return runs;
    }

    /// <summary>Deletes the runs before a time and returns their number.</summary>
    public int Prune(DateTimeOffset before)
    {
        using var command = Command("DELETE FROM runs WHERE time < $before");
        command.Parameters.AddWithValue("$before", Format(before));
        var pruned = command.ExecuteNonQuery();
        using var vacuum = Command("VACUUM");
        vacuum.ExecuteNonQuery();
        return pruned;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert?.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private void Prepare(string path)
    {
        using var pragma = Command("PRAGMA foreign_keys = ON; PRAGMA user_version");
        var version = (long)pragma.ExecuteScalar()!;
        using var tables = Command("SELECT count(*) FROM sqlite_master");
        if (version == 0 && (long)tables.ExecuteScalar()! == 0)
        {
            using var schema = Command(Schema);
            schema.ExecuteNonQuery();
        }
        else if (version != SchemaVersion)
        {
            throw new CommandException(
                $"{path}: not a history of this version of the program (schema {version}, expected {SchemaVersion}); specify another file."
            );
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // All statements are constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        return command;
    }
}
