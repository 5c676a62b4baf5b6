using System.Text;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using Classifier.Pages;

namespace Classifier.Benchmarks;

/// <summary>Compares reading a page of about 250 kB with only parsing it by AngleSharp, and measures reading a text dump of
/// 5 MiB.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private readonly byte[] _page = Encoding.UTF8.GetBytes(InventedPage.Html(1));
    private readonly byte[] _dump = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("Top Headlines\n", PageReader.MaxBytes / 14))
    );
    private string _source = "";

    /// <summary>Decodes the page for <see cref="Parse"/>.</summary>
    [GlobalSetup]
    public void Decode() => _source = Encoding.UTF8.GetString(_page);

    /// <summary>Parses the page by AngleSharp.</summary>
    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var document = new HtmlParser().ParseDocument(_source);
        return document.Body!.ChildElementCount;
    }

    /// <summary>Decodes and parses the page and finds its headline and lists.</summary>
    [Benchmark]
    public int Read() => PageReader.Read(_page).Modules.Count;

    /// <summary>Reads a dump of 5 MiB that repeats the same heading.</summary>
    [Benchmark]
    public int ReadRepetitiveDump() => PageReader.Read(_dump).Modules.Count;
}
