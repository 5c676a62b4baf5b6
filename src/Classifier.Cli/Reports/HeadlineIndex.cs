using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Classifier.Cli.Paging;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Reports;

/// <summary>Stores the headlines of all pages compactly, so that the filters of a report also cover pages that are not displayed in
/// detail. Memory is limited: beyond a fixed number of headlines, further ones are not stored.</summary>
internal sealed class HeadlineIndex
{
    /// <summary>The maximum number of headlines.</summary>
    public const int Capacity = 50_000;

    // Escapes what could end the script element that contains the JSON.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly List<Entry> _entries = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <summary>Gets the number of headlines, including those that are not stored.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the headlines of a page.</summary>
    /// <param name="number">The number of the page.</param>
    /// <param name="page">The page.</param>
    /// <param name="site">The site of the page.</param>
    public void Add(long number, ScoredPage page, string site)
    {
        foreach (var headline in ReportHeadline.FromPage(page, site, includeUnsupported: true))
        {
            Count++;
            if (_entries.Count < Capacity)
            {
                var scored = headline.Headline;
                _entries.Add(
                    new Entry(
                        number,
                        scored.Headline,
                        headline.Href,
                        Id(site),
                        Id(headline.Module.Title ?? HeadlineMarkup.Untitled),
                        Id(scored.Topics is [var best, ..] ? best.Topic.Label : ClickbaitCounts.NoTopic),
                        scored.Clickbait,
                        headline.IsSponsored,
                        scored.LanguageSupported
                    )
                );
            }
        }
    }

    /// <summary>Returns the headlines as JSON: <c>{"names": […], "headlines": [[text, link, site, module, topic, band, score, sponsored,
    /// language supported], …]}</c>, where site, module, topic, and band are indexes of names. Returns null if there are none.</summary>
    /// <param name="exclude">The numbers of the pages to leave out, because the report displays them in detail.</param>
    public string? ToJson(IReadOnlySet<long> exclude)
    {
        var entries = _entries.Where(entry => !exclude.Contains(entry.Page)).ToArray();
        if (entries.Length == 0)
        {
            return null;
        }

        int[] bands = [.. Enum.GetNames<ClickbaitBand>().Select(band => Id(band.ToLowerInvariant()))];
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("names"u8);
            foreach (var name in _names)
            {
                json.WriteStringValue(PlainText.Clean(name));
            }

            json.WriteEndArray();
            json.WriteStartArray("headlines"u8);
            foreach (var entry in entries)
            {
                Write(json, entry, bands);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, Entry entry, int[] bands)
    {
        json.WriteStartArray();
        json.WriteStringValue(PlainText.Clean(entry.Text));
        json.WriteStringValue(
            Uri.TryCreate(entry.Href, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url.AbsoluteUri
                : null
        );
        json.WriteNumberValue(entry.Site);
        json.WriteNumberValue(entry.Module);
        json.WriteNumberValue(entry.Topic);
        json.WriteNumberValue(bands[(int)entry.Clickbait.Band]);
        json.WriteRawValue(entry.Clickbait.Score.ToString("F4", CultureInfo.InvariantCulture));
        json.WriteNumberValue(entry.IsSponsored ? 1 : 0);
        json.WriteNumberValue(entry.IsSupported ? 1 : 0);
        json.WriteEndArray();
    }

    private int Id(string name)
    {
        if (!_ids.TryGetValue(name, out var id))
        {
            _ids[name] = id = _names.Count;
            _names.Add(name);
        }

        return id;
    }

    private sealed record Entry(
        long Page,
        string Text,
        string? Href,
        int Site,
        int Module,
        int Topic,
        ClickbaitScore Clickbait,
        bool IsSponsored,
        bool IsSupported
    );
}
