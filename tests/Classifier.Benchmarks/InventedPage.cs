using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Classifier.Benchmarks;

/// <summary>Generates news pages. Like real pages, they consist mostly of scripts and the markup of cards: a page of 250 kB has 60
/// menu entries, 40 paragraphs and 3 lists of 20 headlines, which is more than most pages have. Pages are reproducible.</summary>
internal static class InventedPage
{
    /// <summary>The typical size of a news page.</summary>
    public const int TypicalKilobytes = 250;

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

    /// <summary>Returns the source of a page.</summary>
    /// <param name="number">The number of the page, which determines its content.</param>
    /// <param name="kilobytes">The approximate size.</param>
    public static string Html(int number, int kilobytes = TypicalKilobytes)
    {
        int Scale(int count) => Math.Max(1, count * kilobytes / TypicalKilobytes);
        var random = new Random(number);
        var headline = Headline(random);
        var page = new StringBuilder($"<!doctype html><html><head><title>{headline}</title><script>");
        for (var i = 0; i < Scale(5200); i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"var setting{i} = {{ id: {i}, on: true }};");
        }

        page.Append("</script></head><body><nav><ul>");
        for (var i = 0; i < Scale(60); i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<li class='menu-item'><a href='/section/{i}'>Section {i}</a></li>"
            );
        }

        page.Append(CultureInfo.InvariantCulture, $"</ul></nav><article><h1>{headline}</h1>");
        for (var i = 0; i < Scale(40); i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p>Paragraph {i} tells of the bridge, <a href='/people/{i}'>of those who built it</a> and of the river below.</p>"
            );
        }

        page.Append("</article>");
        for (var list = 0; list < Scale(3); list++)
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

    /// <summary>Writes pages to standard output as JSON Lines, the input format of <c>classifier page</c>.</summary>
    /// <param name="count">The number of pages.</param>
    /// <param name="kilobytes">The approximate size of each page.</param>
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
