using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Scoring;

namespace Classifier.Cli.Output;

/// <summary>Formats classifications as cells of a CSV or TSV row.</summary>
/// <param name="reasons">Whether to include columns for the reasons.</param>
/// <param name="stories">Whether to include a column for the story.</param>
internal sealed class ClassificationCells(bool reasons, bool stories)
{
    /// <summary>Gets the column names.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        "topic",
        "topic_label",
        "topic_score",
        "topics",
        "clickbait",
        "band",
        "language_supported",
        "error",
        .. stories ? ["story"] : Array.Empty<string>(),
        .. reasons ? ["reasons", "bases"] : Array.Empty<string>(),
    ];

    /// <summary>Formats a classification or an error; cells without a value are empty.</summary>
    /// <param name="classification">The classification; null if there is an error.</param>
    /// <param name="error">The error; null if there is a classification.</param>
    /// <param name="story">The number of the story; 0 if it has none.</param>
    public IEnumerable<string> Format(Classification? classification, string? error, int story)
    {
        if (classification is null)
        {
            string[] blank = ["", "", "", "", "", "", "", error ?? "", .. stories ? [""] : Array.Empty<string>()];
            return reasons ? [.. blank, "", ""] : blank;
        }

        var best = classification.Topics.Count > 0 ? classification.Topics[0] : (TopicScore?)null;
        string[] cells =
        [
            best?.Topic.Id ?? "",
            best?.Topic.Label ?? "",
            best is null ? "" : Number(best.Value.Score),
            Topics(classification),
            classification.HasClickbait ? Number(classification.Clickbait.Score) : "",
            classification.HasClickbait ? ClassificationJson.Name(classification.Clickbait.Band) : "",
            classification.LanguageSupported ? "true" : "false",
            "",
            .. stories ? [Story(story)] : Array.Empty<string>(),
        ];
        return reasons ? [.. cells, Reasons(classification), Bases(classification)] : cells;
    }

    /// <summary>Returns the name of an input column in the output: with the prefix <c>input_</c> if it clashes with the headline or a
    /// column of the classification.</summary>
    public string GetInputName(string name) =>
        Names.Prepend("headline").Contains(name, StringComparer.OrdinalIgnoreCase) ? "input_" + name : name;

    /// <summary>Formats the number of a story; 0, which is none, is empty.</summary>
    public static string Story(int story) => story == 0 ? "" : story.ToString(CultureInfo.InvariantCulture);

    /// <summary>Formats all topics as <c>id:score</c>, separated by semicolons.</summary>
    public static string Topics(Classification classification) =>
        string.Join(';', classification.Topics.Select(topic => $"{topic.Topic.Id}:{Number(topic.Score)}"));

    /// <summary>Formats all reasons as a JSON array.</summary>
    public static string Reasons(Classification classification) =>
        ToText(json => ClassificationJson.WriteReasons(json, classification.Reasons));

    /// <summary>Formats the bases and logits of all scores as a JSON array.</summary>
    public static string Bases(Classification classification) =>
        ToText(json => ClassificationJson.WriteBases(json, classification.Bases));

    private static string ToText(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ClassificationJson.Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string Number(float score) => score.ToString("F4", CultureInfo.InvariantCulture);
}
