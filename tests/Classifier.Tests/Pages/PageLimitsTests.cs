using System.Text;
using Classifier.Pages;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Pages;

/// <summary>Reads pages that cost far more than their size.</summary>
public class PageLimitsTests
{
    /// <summary>Gets the pages that cost most. The benchmarks measure the memory of all of them, and the time.</summary>
    public static TheoryData<string> Names => [.. HostilePages.All.Take(16).Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_page_is_read_or_rejected_within_its_memory(string name)
    {
        var content = Encoding.UTF8.GetBytes(HostilePages.All.Single(page => page.Name == name).Create());
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = PageReader.Read(content, PageFormat.Html);
        }
        catch (PageException e)
        {
            Assert.Equal(PageError.TooComplex, e.Error);
            Assert.NotNull(e.Limit);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) >> 20, 0, 300);
    }

    [Theory]
    [InlineData("More stories\n")]
    [InlineData("• A bridge is closed to trucks after an inspection\n")]
    [InlineData("The council met on Monday and spoke for two hours about the plan for the old harbour.\n")]
    public void A_text_is_read_within_the_budget(string line)
    {
        var content = Encoding.UTF8.GetBytes(
            HostilePages.Repeat(string.Concat(Enumerable.Range(0, 50).Select(i => i + line)), 200)
        );

        var e = Assert.Throws<PageException>(() =>
            PageReader.ReadWithin(
                content,
                PageLimits.Default with
                {
                    MaxAllocatedBytes = 100_000,
                },
                PageFormat.Text,
                cancellationToken: TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(PageError.TooComplex, e.Error);
        Assert.Equal(nameof(PageLimits.MaxAllocatedBytes), e.Limit);
    }

    [Fact]
    public void Cancellation_ends_reading()
    {
        var content = Encoding.UTF8.GetBytes(
            HostilePages.NestedElements("b", 900) + HostilePages.Repeat("<p>x", 20_000)
        );
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.Throws<OperationCanceledException>(() =>
            PageReader.ReadWithin(content, PageLimits.Default, PageFormat.Html, cancellationToken: cancellation.Token)
        );
    }

    [Theory]
    [InlineData("utf-7", "<h1>Ferry returns to the islands</h1>")]
    [InlineData(null, "<meta charset=utf-7><h1>Ferry returns to the islands</h1>")]
    public void UTF_7_is_rejected(string? charset, string html)
    {
        var e = Assert.Throws<PageException>(() => PageReader.Read(Encoding.UTF8.GetBytes(html), charset: charset));

        Assert.Equal(PageError.UnsupportedCharset, e.Error);
        Assert.Contains("utf-7", e.Message, StringComparison.Ordinal);
    }
}
