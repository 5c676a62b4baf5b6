using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Classifier.Benchmarks;

/// <summary>Invented news pages, for the most part script and the markup of cards as real ones are: at 250 kB 60 menu entries, 40
/// paragraphs and 3 lists of 20 headlines, which is more than most have. Each number gives another page, the same one every time.</summary>
internal static class InventedPage
{
    /// <summary>About how long a news page is.</summary>
    public const int UsualKilobytes = 250;

    private static readonly string[] Who =
    [
        "The council",
        "A fisherman",
        "Two sisters",
        "The harbour office",
        "A retired teacher",
        "Rovers",
        "The central bank",
        "Nobody",
        "This baker",
        "The minister",
        "A choir of ninety",
        "Three engineers",
    ];
    private static readonly string[] Does =
    [
        "votes to close",
        "found",
        "will not believe",
        "raises rates for",
        "beats",
        "opens",
        "quietly sells",
        "rebuilds",
        "warns of",
        "asks about",
        "wins back",
        "loses",
    ];
    private static readonly string[] What =
    [
        "the old swimming pool",
        "a chest under the bridge",
        "what happened next",
        "small firms",
        "United in the cup final",
        "the coast road",
        "ten thousand oysters",
        "its oldest mill",
        "a storm on Friday",
        "the price of bread",
        "the night train",
        "a garden nobody knew",
    ];

    /// <summary>The source of a page.</summary>
    /// <param name="number">Which.</param>
    /// <param name="kilobytes">About how long it is.</param>
    public static string Html(int number, int kilobytes = UsualKilobytes)
    {
        int Share(int ofUsual) => Math.Max(1, ofUsual * kilobytes / UsualKilobytes);
        var random = new Random(number);
        var headline = Headline(random);
        var page = new StringBuilder($"<!doctype html><html><head><title>{headline}</title><script>");
        for (var i = 0; i < Share(5200); i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"var setting{i} = {{ id: {i}, on: true }};");
        }

        page.Append("</script></head><body><nav><ul>");
        for (var i = 0; i < Share(60); i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<li class='menu-item'><a href='/section/{i}'>Section {i}</a></li>"
            );
        }

        page.Append(CultureInfo.InvariantCulture, $"</ul></nav><article><h1>{headline}</h1>");
        for (var i = 0; i < Share(40); i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p>Paragraph {i} tells of the bridge, <a href='/people/{i}'>of those who built it</a> and of the river below.</p>"
            );
        }

        page.Append("</article>");
        for (var list = 0; list < Share(3); list++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<section class='module module--{list}'><h2 class='module__title'>More stories {list}</h2><ul>"
            );
            for (var i = 0; i < 20; i++)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"""
                    <li class="card card--small"><div class="card__media"><a href="/story/{list}-{i}"><picture><source srcset="/img/{i}-a.jpg 1x, /img/{i}-b.jpg 2x" media="(min-width: 640px)"><img class="card__image lazyload" alt="" src="/img/{i}.jpg"></picture></a></div>
                    <div class="card__body"><span class="card__kicker">Local</span><h3 class="card__title"><a class="card__link" href="/story/{list}-{i}">{Headline(
                        random
                    )}</a></h3><time>{i} hours ago</time></div></li>
                    """
                );
            }

            page.Append("</ul></section>");
        }

        return page.Append("<footer><a href='/terms'>Terms of use</a></footer></body></html>").ToString();
    }

    /// <summary>Writes pages to standard output as JSON Lines, one after the other, as <c>classifier page</c> reads them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kilobytes">About how long each is.</param>
    public static void WriteLines(int count, int kilobytes)
    {
        using var output = Console.OpenStandardOutput();
        for (var number = 0; number < count; number++)
        {
            JsonSerializer.Serialize(
                output,
                new { url = $"https://coast.example/news/{number}", html = Html(number, kilobytes) }
            );
            output.WriteByte((byte)'\n');
        }
    }

    private static string Headline(Random random)
    {
        string Pick(string[] words) => words[random.Next(words.Length)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Pick(Who)} {Pick(Does)} {Pick(What)} after {random.Next(2, 100)} days"
        );
    }
}
