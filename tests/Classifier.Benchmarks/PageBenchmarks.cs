using System.Text;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using Classifier.Pages;

namespace Classifier.Benchmarks;

/// <summary>From a page's bytes to its lists, beside a plain parse of the same page by AngleSharp, on an invented page of about
/// 250 kB, and on text dumps of 5 MiB.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private readonly byte[] _page = Encoding.UTF8.GetBytes(InventedPage.Html(1));
    private readonly byte[] _dump = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("Top Headlines\n", PageReader.MaxBytes / 14))
    );
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
}
