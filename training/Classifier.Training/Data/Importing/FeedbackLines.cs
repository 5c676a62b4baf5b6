using Classifier.Feedback;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads corrections from a file: a JSON object a line with headline, topics (a label or an array of them), bait
/// (0 to 3), who and when (ISO 8601).</summary>
public static class FeedbackLines
{
    /// <summary>The corrections; lines that are none are reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Is told what is wrong with a line.</param>
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
                [.. (given.Topics ?? []).Select(Codebook.TopicOf)],
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
