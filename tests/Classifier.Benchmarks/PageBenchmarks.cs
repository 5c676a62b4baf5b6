using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using Classifier.Pages;

namespace Classifier.Benchmarks;

/// <summary>From a page's bytes to its lists, beside a plain parse of the same page by AngleSharp, on an invented page of about
/// 250 kB whose script, text and cards are in the proportions of real ones, and on text dumps of 5 MiB.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private readonly byte[] _page = Encoding.UTF8.GetBytes(NewsPage());
    private readonly byte[] _dump = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Top Headlines\n", PageReader.MaxBytes / 14)));
    private string _source = "";

    /// <summary>Decodes the page for the parser alone.</summary>
    [GlobalSetup]
    public void Decode() => _source = Encoding.UTF8.GetString(_page);

    /// <summary>AngleSharp alone.</summary>
    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var document = new HtmlParser().ParseDocument(_source);
        return document.Body!.ChildElementCount;
    }

    /// <summary>The whole way: decoding, parsing, finding headline and lists.</summary>
    [Benchmark]
    public int Read() => PageReader.Read(_page).Modules.Count;

    /// <summary>A dump of 5 MiB that says the same heading over and over.</summary>
    [Benchmark]
    public int ReadRepetitiveDump() => PageReader.Read(_dump).Modules.Count;

    private static string NewsPage()
    {
        var page = new StringBuilder("<!doctype html><html><head><title>Bridge reopens after two years</title><script>");
        for (var i = 0; i < 2500; i++)
            page.Append(CultureInfo.InvariantCulture, $"var setting{i} = {{ id: {i}, on: true }};");
        page.Append("</script></head><body><nav><ul>");
        for (var i = 0; i < 60; i++)
            page.Append(CultureInfo.InvariantCulture, $"<li class='menu-item'><a href='/section/{i}'>Section {i}</a></li>");
        page.Append("</ul></nav><article><h1>Bridge reopens after two years</h1>");
        for (var i = 0; i < 40; i++)
            page.Append(CultureInfo.InvariantCulture, $"<p>Paragraph {i} tells of the bridge, <a href='/people/{i}'>of those who built it</a> and of the river below.</p>");
        page.Append("</article>");
        for (var list = 0; list < 12; list++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class='module module--{list}'><h2 class='module__title'>More stories {list}</h2><ul>");
            for (var i = 0; i < 20; i++)
            {
                page.Append(CultureInfo.InvariantCulture, $"""
                    <li class="card card--small"><div class="card__media"><a href="/story/{list}-{i}"><picture><source srcset="/img/{i}-a.jpg 1x, /img/{i}-b.jpg 2x" media="(min-width: 640px)"><img class="card__image lazyload" alt="" src="/img/{i}.jpg"></picture></a></div>
                    <div class="card__body"><span class="card__kicker">Local</span><h3 class="card__title"><a class="card__link" href="/story/{list}-{i}">Story {i} of list {list} tells of a thing that happened</a></h3><time>{i} hours ago</time></div></li>
                    """);
            }

            page.Append("</ul></section>");
        }

        return page.Append("<footer><a href='/terms'>Terms of use</a></footer></body></html>").ToString();
    }
}
