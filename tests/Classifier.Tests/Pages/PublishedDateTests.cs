using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class PublishedDateTests
{
    [Theory]
    [InlineData("December 04, 2025")]
    [InlineData("4 Dec 2025")]
    [InlineData("2025-12-04")]
    [InlineData("2025-12-04T10:15:00Z")]
    [InlineData("04/12/2025")]
    [InlineData("Mon, Dec 4, 2025 at 9:30 am")]
    [InlineData("2 hours ago")]
    [InlineData("5h")]
    [InlineData("Yesterday")]
    public void A_date_line_becomes_the_date_of_the_item(string date)
    {
        var page = PageReader.Read(
            Encoding.UTF8.GetBytes(
                $"Latest News\n-\nFirst headline of a list of two\n{date}\n-\nSecond headline of a list of two\n{date}\n"
            )
        );
        Assert.Equal([date, date], Assert.Single(page.Modules).Items.Select(item => item.Date));
    }
}
