using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Classifier.Cli.History;

/// <summary>Queries the changes of a run against earlier runs.</summary>
/// <param name="createCommand">Creates a command for a statement.</param>
/// <param name="run">The id of the run.</param>
internal sealed class HistoryQueries(Func<string, SqliteCommand> createCommand, long run)
{
    private const int MaxListed = 50;
    private const int MaxSites = 50;

    // Only pages of both runs are compared: a page that was not read again has not lost its headlines.
    private const string CommonPages =
        "page IN (SELECT page FROM headlines WHERE run = $run INTERSECT SELECT page FROM headlines WHERE run = $previous)";

    // A headline can appear in several modules of a page, so its first position is compared.
    private const string Positions = """
        WITH new AS (SELECT page, key, module, site, text, href, score, min(position) AS position FROM headlines
                WHERE run = $run GROUP BY page, key),
            old AS (SELECT page, key, module, site, text, href, score, min(position) AS position FROM headlines
                WHERE run = $previous GROUP BY page, key)
        """;

    /// <summary>Returns all changes.</summary>
    public HistoryComparison Compare()
    {
        var previous = Scalar(
            """
            SELECT max(id) FROM runs WHERE id < $run AND id IN (SELECT run FROM headlines WHERE page IN
                (SELECT page FROM headlines WHERE run = $run))
            """,
            0
        )
            is long id
            ? id
            : 0;
        var time = Scalar("SELECT time FROM runs WHERE id = $previous", previous) as string;
        return new HistoryComparison(
            time is null
                ? null
                : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Changes(
                "new.site, new.module, new.text, new.href, new.score, NULL, new.position",
                $"FROM new LEFT JOIN old USING (page, key) WHERE old.key IS NULL AND {CommonPages}",
                previous
            ),
            Changes(
                "old.site, old.module, old.text, old.href, old.score, old.position, NULL",
                $"FROM old LEFT JOIN new USING (page, key) WHERE new.key IS NULL AND {CommonPages}",
                previous
            ),
            Changes(
                "new.site, new.module, new.text, new.href, new.score, old.position, new.position",
                "FROM new JOIN old USING (page, key) WHERE new.module IS old.module AND new.position <> old.position",
                previous
            ),
            Trends()
        );
    }

    private HeadlineChanges Changes(string columns, string from, long previous)
    {
        var count = (long)Scalar($"{Positions} SELECT count(*) {from}", previous)!;
        using var command = Create($"{Positions} SELECT {columns} {from} ORDER BY 5 DESC LIMIT {MaxListed}", previous);
        using var reader = command.ExecuteReader();
        var listed = new List<HeadlineChange>();
        while (reader.Read())
        {
            listed.Add(
                new HeadlineChange(
                    reader.GetString(0),
                    reader.IsDBNull(1) ? null : reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetDouble(4),
                    reader.IsDBNull(5) ? null : reader.GetInt32(5),
                    reader.IsDBNull(6) ? null : reader.GetInt32(6)
                )
            );
        }

        return new HeadlineChanges(count, listed);
    }

    private List<SiteTrend> Trends()
    {
        using var command = Create(
            """
            SELECT site, day, count(*), sum(bait), sum(sponsored) FROM (
                SELECT site, substr(time, 1, 10) AS day, max(bait) AS bait, max(sponsored) AS sponsored
                FROM headlines JOIN runs ON id = run
                WHERE run <= $run AND substr(time, 1, 10) > (SELECT date(time, '-30 days') FROM runs WHERE id = $run)
                    AND site IN (SELECT site FROM headlines WHERE run = $run)
                GROUP BY site, day, key)
            GROUP BY site, day ORDER BY site, day
            """,
            0
        );
        using var reader = command.ExecuteReader();
        var days = new List<(string Site, DayFigures Day)>();
        while (reader.Read())
        {
            var day = DateOnly.ParseExact(reader.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            days.Add(
                (reader.GetString(0), new DayFigures(day, reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)))
            );
        }

        return
        [
            .. days.GroupBy(day => day.Site, day => day.Day, StringComparer.Ordinal)
                .Select(site => new SiteTrend(site.Key, [.. site]))
                .OrderByDescending(site => site.Days.Sum(day => day.Headlines))
                .Take(MaxSites),
        ];
    }

    private object? Scalar(string sql, long previous)
    {
        using var command = Create(sql, previous);
        return command.ExecuteScalar();
    }

    private SqliteCommand Create(string sql, long previous)
    {
        var command = createCommand(sql);
        command.Parameters.AddWithValue("$run", run);
        if (sql.Contains("$previous", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("$previous", previous);
        }

        return command;
    }
}
