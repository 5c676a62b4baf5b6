using System.Text.Json;
using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Output;

/// <summary>Writes a page as one JSON object on one line: <c>{"page", "headline", "language", "modules": [{"position", "title",
/// "kind", "items": [{"position", "text", "href", "date", "section", "isoDate", "classification"}]}], "classification"}</c>. Pages and
/// headlines that could not be classified have an <c>error</c> instead of a classification. A headline with a numbered story has a
/// <c>story</c> before its classification.</summary>
internal static class PageJson
{
    /// <summary>Returns the name of a module kind in JSON and CSV.</summary>
    public static string Name(PageModuleKind kind) => kind == PageModuleKind.Sponsored ? "sponsored" : "editorial";

    /// <summary>Writes a page followed by a line break.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="page">The page.</param>
    /// <param name="reasons">Whether to include the reasons.</param>
    /// <param name="origin">Whether to include the origin, which only the journal needs.</param>
    public static void Write(Stream stream, ScoredPage page, bool reasons, bool origin = false)
    {
        using (var json = new Utf8JsonWriter(stream, ClassificationJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("page"u8, PlainText.Clean(page.Name));
            WriteText(json, "headline", page.Headline?.Text);
            WriteText(json, "language", page.Language);
            json.WriteStartArray("modules"u8);
            for (var i = 0; i < page.Modules.Count; i++)
            {
                WriteModule(json, i + 1, page.Modules[i], reasons);
            }

            json.WriteEndArray();
            if (page.Headline is not null)
            {
                WriteScored(json, page.Headline, reasons);
            }

            if (page.Error is not null)
            {
                WriteText(json, "error", page.Error);
            }

            if (origin && page.Origin is not null)
            {
                json.WriteStartObject("origin"u8);
                WriteText(json, "site", page.Origin.Site);
                WriteText(json, "base", page.Origin.BaseUrl);
                json.WriteNumber("links"u8, page.Origin.Links);
                json.WriteNumber("scripts"u8, page.Origin.Scripts);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteModule(Utf8JsonWriter json, int position, ScoredModule module, bool reasons)
    {
        json.WriteStartObject();
        json.WriteNumber("position"u8, position);
        WriteText(json, "title", module.Title);
        json.WriteString("kind"u8, Name(module.Kind));
        json.WriteStartArray("items"u8);
        for (var i = 0; i < module.Items.Count; i++)
        {
            var (item, scored) = module.Items[i];
            json.WriteStartObject();
            json.WriteNumber("position"u8, i + 1);
            WriteText(json, "text", item.Text);
            WriteText(json, "href", item.Href);
            WriteText(json, "date", item.Date);
            WriteText(json, "section", item.Section);
            if (item.IsoDate is not null)
            {
                WriteText(json, "isoDate", item.IsoDate);
            }

            WriteScored(json, scored, reasons);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScored(Utf8JsonWriter json, ScoredHeadline scored, bool reasons)
    {
        if (scored.Classification is null)
        {
            WriteText(json, "error", scored.Error);
            return;
        }

        ClassificationJson.WriteStory(json, scored.Story);
        json.WritePropertyName("classification"u8);
        ClassificationJson.Write(json, scored.Classification, reasons);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text) =>
        json.WriteString(name, text is null ? null : PlainText.Clean(text));
}
