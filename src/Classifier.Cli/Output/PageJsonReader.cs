using System.Text.Json;
using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Taxonomy;

namespace Classifier.Cli.Output;

/// <summary>Reads pages that <see cref="PageJson"/> wrote. Scores are restored exactly, so any output written from them is
/// identical.</summary>
internal static class PageJsonReader
{
    /// <summary>Reads a page from one line of JSON.</summary>
    /// <param name="line">The line in UTF-8.</param>
    /// <exception cref="JsonException">The line is not valid JSON.</exception>
    /// <exception cref="KeyNotFoundException">The object is not a page: a property is missing.</exception>
    public static ScoredPage Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        var headline = Text(json, "headline");
        return new ScoredPage(
            Text(json, "page")!,
            headline is null ? null : Scored(headline, json),
            [.. json.GetProperty("modules").EnumerateArray().Select(Module)],
            headline is null && json.TryGetProperty("error", out _) ? Text(json, "error") : null
        )
        {
            Language = Text(json, "language"),
            Origin = json.TryGetProperty("origin", out var origin) ? Origin(origin) : null,
        };
    }

    private static PageOrigin Origin(JsonElement json) =>
        new(
            Text(json, "site"),
            Text(json, "base"),
            json.GetProperty("links").GetInt32(),
            json.GetProperty("scripts").GetInt32()
        );

    private static ScoredModule Module(JsonElement json) =>
        new(
            Text(json, "title"),
            Text(json, "kind") == PageJson.Name(PageModuleKind.Sponsored)
                ? PageModuleKind.Sponsored
                : PageModuleKind.Editorial,
            [.. json.GetProperty("items").EnumerateArray().Select(Item)]
        );

    private static ScoredItem Item(JsonElement json)
    {
        var item = new PageItem(
            Text(json, "text")!,
            Text(json, "href"),
            Text(json, "date"),
            Text(json, "section"),
            json.TryGetProperty("isoDate", out var isoDate) ? isoDate.GetString() : null
        );
        return new ScoredItem(item, Scored(item.Text, json));
    }

    private static ScoredHeadline Scored(string text, JsonElement json) =>
        json.TryGetProperty("classification", out var classification)
            ? new ScoredHeadline(text, Classification(classification), null)
            {
                Story = json.TryGetProperty("story", out var story) ? story.GetInt32() : 0,
            }
            : new ScoredHeadline(text, null, Text(json, "error"));

    private static Classification Classification(JsonElement json)
    {
        var hasClickbait = json.TryGetProperty("clickbait", out var clickbait);
        var versions = json.GetProperty("modelVersions");
        return new Classification(
            Text(json, "headline")!,
            [
                .. json.GetProperty("topics")
                    .EnumerateArray()
                    .Select(topic => new TopicScore(
                        new Topic(Text(topic, "id")!, Text(topic, "label")!),
                        topic.GetProperty("score").GetSingle()
                    )),
            ],
            hasClickbait
                ? new ClickbaitScore(
                    clickbait.GetProperty("score").GetSingle(),
                    Enum.Parse<ClickbaitBand>(Text(clickbait, "band")!, ignoreCase: true)
                )
                : default,
            json.TryGetProperty("reasons", out var reasons) ? [.. reasons.EnumerateArray().Select(Reason)] : [],
            json.TryGetProperty("bases", out var bases) ? [.. bases.EnumerateArray().Select(Base)] : [],
            json.GetProperty("languageSupported").GetBoolean(),
            new ModelVersions(Text(versions, "topic")!, Text(versions, "clickbait")!),
            json.TryGetProperty("anyTopicConfidence", out var anyTopic) ? anyTopic.GetSingle() : 0
        );
    }

    private static Reason Reason(JsonElement json) =>
        new(
            Text(json, "text")!,
            json.GetProperty("start").GetInt32(),
            json.GetProperty("end").GetInt32(),
            Text(json, "target")!,
            json.GetProperty("contribution").GetSingle()
        );

    private static LogitBase Base(JsonElement json) =>
        new(Text(json, "target")!, json.GetProperty("base").GetSingle(), json.GetProperty("logit").GetSingle());

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
