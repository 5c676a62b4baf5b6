using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Deduplication;

namespace Classifier.Cli.Classifying;

/// <summary>Numbers the stories of rows. All rows are kept in memory for this, so their number and size are limited.</summary>
internal static class StoryRows
{
    /// <summary>The maximum number of rows.</summary>
    public const int MaxRows = 100_000;

    /// <summary>The maximum number of characters in all cells.</summary>
    public const int MaxCharacters = 100_000_000;

    /// <summary>Reads all rows before it returns the first one, and numbers their stories. Rows without a valid headline have
    /// none.</summary>
    /// <exception cref="CommandException">There are too many rows or characters.</exception>
    public static IEnumerable<HeadlineRow> Number(IEnumerable<HeadlineRow> rows)
    {
        var read = new List<HeadlineRow>();
        var characters = 0L;
        foreach (var row in rows)
        {
            read.Add(row);
            // Cells that are not text take memory too.
            characters += (row.Headline?.Length ?? 0) + row.Cells.Sum(cell => (long)((cell as string)?.Length ?? 8));
            if (read.Count > MaxRows || characters > MaxCharacters)
            {
                throw new CommandException(
                    $"--cluster keeps all rows in memory, at most {MaxRows:N0} rows and {MaxCharacters:N0} characters, and row {row.Number} exceeds that; split the input, or run without --cluster."
                );
            }
        }

        var stories = Stories.Number(
            [
                .. read.Select(row =>
                    row.Error is null && HeadlineDefects.Describe(row.Headline!) is null ? row.Headline : null
                ),
            ],
            MaxRows,
            maxThreads: -1
        );
        for (var i = 0; i < read.Count; i++)
        {
            yield return read[i] with
            {
                Story = stories[i],
            };
        }
    }
}
