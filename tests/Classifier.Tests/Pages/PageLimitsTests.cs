using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

/// <summary>Reads pages that cost far more than their size.</summary>
public class PageLimitsTests
{
    public static TheoryData<string, string> HostilePages =>
        new()
        {
            { "nested formatting elements", NestedElements("b", 900) + Repeat("<p>x", 2_000) },
            { "nested fonts", NestedElements("font", 900) + Repeat("<p>x", 2_000) },
            { "nested divs and line breaks", Repeat("<div>", 240) + Repeat("<br>", 1_200_000) },
            { "rows outside their table", "<table>" + Repeat("<tr>x", 400_000) },
            { "text outside its table", "<table>" + Repeat("x</b>", 800_000) },
            { "nested tables", Repeat("<table><tr><td>", 166_000) },
            { "nested links", Repeat("<a><b>", 330_000) },
            { "misnested formatting", Repeat("<a><i><p></a>", 150_000) },
            {
                "lists with headings",
                Repeat("<section><h2>Heading</h2><ul><li><a href=/x>A headline here</a></ul></section>", 9_000)
            },
            { "100,000 links", Repeat("<a href=/x>A headline of some length here</a>", 100_000) },
            { "attributes", "<p " + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"a{i}=1 ")) + ">x" },
            { "options in selects", "<select>" + Repeat("<option><b>", 300_000) },
            { "unclosed templates", Repeat("<template><div>", 200_000) },
            { "foreign content", Repeat("<svg><desc><math><mi>", 150_000) },
            { "framesets", Repeat("<frameset><frame>", 200_000) },
            { "character references", Repeat("&notit;", 600_000) },
        };

    [Theory]
    [MemberData(nameof(HostilePages))]
    public void A_hostile_page_is_read_or_rejected_within_its_budget(string name, string html)
    {
        var content = Encoding.UTF8.GetBytes(html);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var time = ThreadClock.Now;
        try
        {
            _ = PageReader.Read(content, PageFormat.Html);
        }
        catch (PageException e)
        {
            Assert.Equal(PageError.TooComplex, e.Error);
            Assert.NotNull(e.Limit);
        }

        var seconds = (ThreadClock.Now - time).TotalSeconds;
        var megabytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) >> 20;
        Assert.True(seconds < 2.5 && megabytes < 300, $"{name}: {seconds:0.0} s, {megabytes} MB");
    }

    [Theory]
    [InlineData("More stories\n")]
    [InlineData("• A bridge is closed to trucks after an inspection\n")]
    [InlineData("The council met on Monday and spoke for two hours about the plan for the old harbour.\n")]
    public void A_text_is_read_within_the_budget(string line)
    {
        var content = Encoding.UTF8.GetBytes(Repeat(string.Concat(Enumerable.Range(0, 50).Select(i => i + line)), 200));

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
        var content = Encoding.UTF8.GetBytes(NestedElements("b", 900) + Repeat("<p>x", 20_000));
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

    private static string NestedElements(string tag, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"<{tag} id={i}>"));

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
