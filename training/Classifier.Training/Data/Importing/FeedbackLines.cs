using Classifier.Feedback;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads corrections from a file with one JSON object per line: <c>headline</c>, <c>topics</c> (an array of labels),
/// <c>bait</c> (0 to 3), <c>who</c>, and <c>when</c> (ISO 8601).</summary>
public static class FeedbackLines
{
    /// <summary>Reads corrections and reports invalid lines.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="report">Receives the defect of each invalid line.</param>
    /// <exception cref="TrainingDataException">The file cannot be read.</exception>
    public static IEnumerable<Correction> Read(string path, Action<RowDefect> report)
    {
        foreach (var (line, given) in JsonLines.Read<Line>(path, report))
        {
            if (given.Headline is null || given.Who is null || given.When is null)
            {
                report(
                    new RowDefect(
                        RowDefectKind.BadValue,
                        line,
                        null,
                        $"{(given.Headline is null ? "headline" : given.Who is null ? "who" : "when")} is missing."
                    )
                );
                continue;
            }

            var correction = new Correction(
                given.Headline,
                [.. (given.Topics ?? []).Select(Codebook.GetTopic)],
                given.Bait,
                given.Who,
                given.When.Value
            );
            if (correction.Validate() is { } defect)
            {
                report(new RowDefect(RowDefectKind.BadValue, line, defect.Field, $"{defect.Field} {defect.Problem}."));
            }
            else
            {
                yield return correction;
            }
        }
    }

    private sealed record Line(string? Headline, string[]? Topics, int? Bait, string? Who, DateTimeOffset? When);
}
