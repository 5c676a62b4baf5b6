using System.Text.Encodings.Web;
using System.Text.Json;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Writes classifications in the protobuf JSON mapping of the API, with unprefixed band names.</summary>
public static class ClassificationJson
{
    /// <summary>Gets the options for all JSON output: compact, with only the escapes that JSON requires.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the name of a band in JSON and CSV: <c>NONE</c>, <c>SLIGHT</c>, <c>CONSIDERABLE</c>, or <c>HEAVY</c>.</summary>
    public static string Name(ClickbaitBand band) => band.ToString().ToUpperInvariant();

    /// <summary>Writes a classification as a JSON object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="classification">The classification.</param>
    /// <param name="reasons">Whether to include the reasons.</param>
    /// <param name="story">The number of the story; 0 to write none.</param>
    public static void Write(Utf8JsonWriter json, Classification classification, bool reasons, int story = 0)
    {
        json.WriteStartObject();
        json.WriteString("headline"u8, classification.Headline);
        json.WriteStartArray("topics"u8);
        foreach (var topic in classification.Topics)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, topic.Topic.Id);
            json.WriteString("label"u8, topic.Topic.Label);
            json.WriteNumber("score"u8, topic.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (classification.HasClickbait)
        {
            json.WriteStartObject("clickbait"u8);
            json.WriteNumber("score"u8, classification.Clickbait.Score);
            json.WriteString("band"u8, Name(classification.Clickbait.Band));
            json.WriteEndObject();
        }

        if (reasons)
        {
            json.WritePropertyName("reasons"u8);
            WriteReasons(json, classification.Reasons);
            json.WritePropertyName("bases"u8);
            WriteBases(json, classification.Bases);
            if (classification.HasEstimatedReasons)
            {
                json.WriteBoolean("reasonsEstimated"u8, true);
            }
        }

        json.WriteBoolean("languageSupported"u8, classification.LanguageSupported);
        json.WriteStartObject("modelVersions"u8);
        json.WriteString("topic"u8, classification.ModelVersions.Topic);
        json.WriteString("clickbait"u8, classification.ModelVersions.Clickbait);
        json.WriteEndObject();
        if (classification.AnyTopicConfidence > 0)
        {
            json.WriteNumber("anyTopicConfidence"u8, classification.AnyTopicConfidence);
        }

        WriteStory(json, story);

        json.WriteEndObject();
    }

    /// <summary>Writes the number of a story as a property; 0, which is none, is left out.</summary>
    public static void WriteStory(Utf8JsonWriter json, int story)
    {
        if (story > 0)
        {
            json.WriteNumber("story"u8, story);
        }
    }

    /// <summary>Writes the bases and logits of scores as a JSON array.</summary>
    public static void WriteBases(Utf8JsonWriter json, IReadOnlyList<LogitBase> bases)
    {
        json.WriteStartArray();
        foreach (var logit in bases)
        {
            json.WriteStartObject();
            json.WriteString("target"u8, logit.Target);
            json.WriteNumber("base"u8, logit.Base);
            json.WriteNumber("logit"u8, logit.Logit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes reasons as a JSON array.</summary>
    public static void WriteReasons(Utf8JsonWriter json, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartArray();
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            // A reason can end inside a surrogate pair, and JSON cannot represent half of one.
            json.WriteString("text"u8, PlainText.Clean(reason.Text));
            json.WriteNumber("start"u8, reason.Start);
            json.WriteNumber("end"u8, reason.End);
            json.WriteString("target"u8, reason.Target);
            json.WriteNumber("contribution"u8, reason.Contribution);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
