namespace Classifier.Cli.Input;

/// <summary>Reads one headline per line. An empty line is a row as well, so that output rows match input lines.</summary>
internal static class TextRowReader
{
    /// <summary>Reads all rows.</summary>
    public static IEnumerable<HeadlineRow> Read(TextReader reader)
    {
        var number = 0L;
        foreach (var line in BoundedLineReader.ReadLines(reader))
        {
            number++;
            yield return line is null
                ? HeadlineRow.Invalid(
                    number,
                    $"the line is longer than {BoundedLineReader.DefaultMaxLength:N0} characters"
                )
                : HeadlineRow.FromText(number, line);
        }
    }
}
