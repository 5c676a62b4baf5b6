using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Scoring;

namespace Classifier.Cli.Output;

/// <summary>A classification as cells of a CSV or TSV row.</summary>
internal sealed class ClassificationCells(bool reasons)
{
    /// <summary>The names of the cells.</summary>
    public IReadOnlyList<string> Names { get; } =
        ["topic", "topic_label", "topic_score", "topics", "clickbait", "band", "error", .. reasons ? ["reasons"] : Array.Empty<string>()];

    /// <summary>The cells; empty ones where there is nothing to say.</summary>
    public IEnumerable<string> Of(Classification? classification, string? error)
    {
        if (classification is null)
        {
            string[] blank = ["", "", "", "", "", "", error ?? ""];
            return reasons ? [.. blank, ""] : blank;
        }

        var best = classification.Topics.Count > 0 ? classification.Topics[0] : (TopicScore?)null;
        string[] cells =
        [
            best?.Topic.Id ?? "",
            best?.Topic.Label ?? "",
            best is null ? "" : Number(best.Value.Score),
            string.Join(';', classification.Topics.Select(topic => $"{topic.Topic.Id}:{Number(topic.Score)}")),
            Number(classification.Clickbait.Score),
            ClassificationJson.Name(classification.Clickbait.Band),
            "",
        ];
        return reasons ? [.. cells, Json(classification.Reasons)] : cells;
    }

    private static string Number(float score) => score.ToString("F4", CultureInfo.InvariantCulture);

    private static string Json(IReadOnlyList<Reason> reasons)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ClassificationJson.Options))
            ClassificationJson.WriteReasons(json, reasons);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
