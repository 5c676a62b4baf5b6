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
    [
        "topic",
        "topic_label",
        "topic_score",
        "topics",
        "clickbait",
        "band",
        "error",
        .. reasons ? ["reasons"] : Array.Empty<string>(),
    ];

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
            Topics(classification),
            Number(classification.Clickbait.Score),
            ClassificationJson.Name(classification.Clickbait.Band),
            "",
        ];
        return reasons ? [.. cells, Reasons(classification)] : cells;
    }

    /// <summary>Whether there is a cell for the reasons.</summary>
    public bool HasReasons => reasons;

    /// <summary>All topics in one cell: <c>id:score</c>, joined by semicolons.</summary>
    public static string Topics(Classification classification) =>
        string.Join(';', classification.Topics.Select(topic => $"{topic.Topic.Id}:{Number(topic.Score)}"));

    /// <summary>All reasons in one cell, as JSON.</summary>
    public static string Reasons(Classification classification)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ClassificationJson.Options))
        {
            ClassificationJson.WriteReasons(json, classification.Reasons);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string Number(float score) => score.ToString("F4", CultureInfo.InvariantCulture);
}
