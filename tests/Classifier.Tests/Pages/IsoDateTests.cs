using Classifier.Pages.Wording;
using Xunit;

namespace Classifier.Tests.Pages;

public class IsoDateTests
{
    private static readonly DateTimeOffset Now = new(2025, 12, 4, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("December 04, 2025", "2025-12-04")]
    [InlineData("4 Dec 2025", "2025-12-04")]
    [InlineData("Mon, Dec 4, 2025 at 9:30 pm", "2025-12-04T21:30")]
    [InlineData("2025-12-04", "2025-12-04")]
    [InlineData("2025-12-04T10:15:00Z", "2025-12-04T10:15:00Z")]
    [InlineData("24/11/2025", "2025-11-24")]
    [InlineData("4.12.2025", "2025-12-04")]
    [InlineData("2 hours ago", "2025-12-04T08:30:00+00:00")]
    [InlineData("3 days ago", "2025-12-01")]
    [InlineData("Yesterday", "2025-12-03")]
    [InlineData("24 December", "2025-12-24")]
    public void A_displayed_date_is_converted(string text, string expected) =>
        Assert.Equal(expected, IsoDate.Read(text, Now));

    [Theory]
    [InlineData("04/12/2025")]
    [InlineData("31 February 2025")]
    [InlineData("10:15")]
    [InlineData("")]
    public void An_ambiguous_or_incomplete_date_is_not_converted(string text) => Assert.Null(IsoDate.Read(text, Now));

    [Theory]
    [InlineData("2 hours ago")]
    [InlineData("Yesterday")]
    [InlineData("24 December")]
    public void A_relative_date_needs_the_date_of_the_page(string text) => Assert.Null(IsoDate.Read(text, null));
}
