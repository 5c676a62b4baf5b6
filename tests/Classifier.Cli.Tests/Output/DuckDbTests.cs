using Classifier.Tests.Common;
using DuckDB.NET.Data;
using Xunit;

namespace Classifier.Cli.Tests.Output;

/// <summary>Runs the recipe of docs/BULK.md: Parquet that DuckDB wrote is classified, and DuckDB reads the result.</summary>
public sealed class DuckDbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDBConnection _database = new("DataSource=:memory:");

    public DuckDbTests()
    {
        _database.Open();
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Parquet_of_DuckDB_is_classified_and_joined_by_its_other_columns()
    {
        var (input, output) = (_folder.Of("headlines.parquet"), _folder.Of("scored.parquet"));
        Query(
            $"""
            COPY (SELECT i AS id, CASE i WHEN 3 THEN NULL ELSE 'Central bank raises rates by ' || i || ' points' END AS title,
                DATE '2026-11-29' AS day, TIMESTAMP '2026-11-29 10:00:00.5' AS seen, 1.25::DECIMAL(9, 2) AS price,
                i > 2 AS flag, NULLIF(i, 2)::DOUBLE / 2 AS ratio, 'x' AS topic, i::UTINYINT AS tiny, '\xAA'::BLOB AS bytes, [i] AS list
              FROM range(1, 6) t(i))
            TO '{input}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)
            """
        );

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input, "--output", output]);

        Assert.True(result.ExitCode == 2, result.Error);
        Assert.Equal(
            Query($"SELECT id, title, day, seen, price, flag, ratio, topic, tiny, bytes FROM '{input}' ORDER BY id"),
            Query(
                $"SELECT id, headline, day, seen, price, flag, ratio, input_topic, tiny, bytes FROM '{output}' ORDER BY id"
            )
        );
        Assert.Equal(
            Query(
                $"SELECT column_type FROM (DESCRIBE SELECT id, day, seen, price, flag, ratio, topic, tiny, bytes FROM '{input}')"
            ),
            Query(
                $"SELECT column_type FROM (DESCRIBE SELECT id, day, seen, price, flag, ratio, input_topic, tiny, bytes FROM '{output}')"
            )
        );
        Assert.Equal(
            ["1|economy, business and finance|", "3||the headline is null"],
            Query(
                $"SELECT id, topic_label, error FROM '{output}' JOIN '{input}' USING (id) WHERE id IN (1, 3) ORDER BY id"
            )
        );
        Assert.Contains("list", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_are_read_as_one_table()
    {
        var input = _folder.Of("headlines.parquet");
        Query(
            $"COPY (SELECT i AS id, 'Rates rise to ' || i AS headline FROM range(5000) t(i)) TO '{input}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
        );

        foreach (var shard in new[] { "0/2", "1/2" })
        {
            var result = await ClassifierProgram.RunAsync([
                "classify",
                "--input",
                input,
                "--output",
                _folder.Of($"scored-{shard[0]}.parquet"),
                "--shard",
                shard,
            ]);
            Assert.Equal(0, result.ExitCode);
        }

        Assert.Equal(
            ["5000|5000|0"],
            Query(
                $"SELECT count(*), count(DISTINCT id), count(error) FROM '{_folder.Of("scored-*.parquet")}' WHERE headline = 'Rates rise to ' || id"
            )
        );
    }

    [Fact]
    public async Task A_file_that_is_no_Parquet_is_an_error()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--input", _folder.Write("a.parquet", "title\n")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be read as Parquet", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_headline_column_of_numbers_is_an_error()
    {
        var input = _folder.Of("a.parquet");
        Query($"COPY (SELECT 1 AS title) TO '{input}' (FORMAT parquet)");

        var result = await ClassifierProgram.RunAsync(["classify", "--input", input]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the column title is not text", result.Error, StringComparison.Ordinal);
    }

    private List<string> Query(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(
                string.Join(
                    '|',
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i => reader.GetValue(i))
                        .Select(value => value is Stream bytes ? $"{bytes.Length} bytes" : value)
                )
            );
        }

        return rows;
    }
}
