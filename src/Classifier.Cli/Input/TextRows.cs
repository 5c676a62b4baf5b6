namespace Classifier.Cli.Input;

/// <summary>Reads one headline a line. An empty line is a row too, so that lines in and out keep in step.</summary>
internal static class TextRows
{
    /// <summary>Reads all rows.</summary>
    public static IEnumerable<HeadlineRow> Read(TextReader reader)
    {
        var number = 0L;
        foreach (var line in BoundedLines.Read(reader))
        {
            number++;
            yield return line is null
                ? HeadlineRow.Bad(number, $"the line is longer than {BoundedLines.Limit:N0} characters")
                : HeadlineRow.Of(number, line);
        }
    }
}
