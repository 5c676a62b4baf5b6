using System.Globalization;
using System.Text.Json;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads Webis-Clickbait-17 (Potthast et al. 2018): posts in <c>instances.jsonl</c> and the judgments of five annotators
/// in <c>truth.jsonl</c> in the same folder. Reads the text of the post, which the annotators saw, rather than the title of the
/// linked article.</summary>
internal static class WebisClickbait
{
    private const string TimeFormat = "ddd MMM dd HH:mm:ss zzz yyyy";

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var truths = new Dictionary<string, float>();
        foreach (var (line, truth) in JsonLines.Read<Truth>(Path.Combine(folder, "truth.jsonl"), report))
        {
            if (truth.TruthMean is >= 0 and <= 1)
            {
                truths[truth.Id.ToString()] = truth.TruthMean.Value;
            }
            else
            {
                report(
                    new RowDefect(
                        RowDefectKind.BadValue,
                        line,
                        "truthMean of truth.jsonl",
                        "the mean is missing or not between 0 and 1."
                    )
                );
            }
        }

        foreach (var (line, post) in JsonLines.Read<Post>(Path.Combine(folder, "instances.jsonl"), report))
        {
            var text = string.Join(' ', post.PostText ?? []).Trim();
            if (text.Length == 0)
            {
                report(
                    new RowDefect(RowDefectKind.NoText, line, "postText of instances.jsonl", "the post has no text.")
                );
            }
            else if (!truths.TryGetValue(post.Id.ToString(), out var mean))
            {
                report(
                    new RowDefect(
                        RowDefectKind.NoLabel,
                        line,
                        "id of instances.jsonl",
                        $"“{post.Id}” is not in truth.jsonl."
                    )
                );
            }
            else
            {
                yield return new LabeledHeadline(
                    text,
                    null,
                    mean * 3,
                    LabelOrigin.Reader,
                    "webis-clickbait-17",
                    1,
                    false,
                    Date: Day(post.PostTimestamp)
                );
            }
        }
    }

    /// <summary>Parses a time in the format of Twitter, such as “Thu Jan 05 12:00:00 +0000 2017”.</summary>
    private static DateOnly? Day(string? time) =>
        DateTimeOffset.TryParseExact(
            time?.Replace("+0000", "+00:00", StringComparison.Ordinal),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var parsed
        )
            ? DateOnly.FromDateTime(parsed.UtcDateTime)
            : null;

    private sealed record Post(JsonElement Id, string[]? PostText, string? PostTimestamp);

    private sealed record Truth(JsonElement Id, float? TruthMean);
}
