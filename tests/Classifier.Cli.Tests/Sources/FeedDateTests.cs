using Classifier.Cli.Sources;
using Xunit;

namespace Classifier.Cli.Tests.Sources;

public class FeedDateTests
{
    [Theory]
    [InlineData("Wed, 17 Oct 2018 10:30:00 GMT", "2018-10-17T10:30:00+00:00")]
    [InlineData("Wed, 17 Oct 2018 10:30:00 +0530", "2018-10-17T10:30:00+05:30")]
    [InlineData("Wed, 17 Oct 2018 10:30:00 EST", "2018-10-17T10:30:00-05:00")]
    [InlineData("Wed, 17 Oct 2018 10:30:00 PDT", "2018-10-17T10:30:00-07:00")]
    [InlineData("17 Oct 2018 10:30 UT", "2018-10-17T10:30:00+00:00")]
    [InlineData("2018-10-17T10:30:00Z", "2018-10-17T10:30:00+00:00")]
    [InlineData("2018-10-17T10:30:00.250+02:00", "2018-10-17T10:30:00+02:00")]
    [InlineData("2018-10-17", "2018-10-17")]
    [InlineData(" 17 Oct 2018 ", "2018-10-17")]
    public void A_date_of_a_feed_is_converted_to_ISO_8601(string written, string iso) =>
        Assert.Equal(iso, FeedDate.Read(written));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Wed, 32 Oct 2018 10:30:00 GMT")]
    [InlineData("2018-13-01")]
    public void A_text_that_is_no_date_gives_none(string? written) => Assert.Null(FeedDate.Read(written));
}
