using System.Globalization;
using System.Text;
using Classifier.Cli.Sources;
using Xunit;

namespace Classifier.Cli.Tests.Sources;

public sealed class WebArchiveTests
{
    [Fact]
    public async Task An_invalid_record_does_not_hide_the_following_records()
    {
        var pages = await ReadAsync(
            Record("a") + "garbage\r\nmore garbage\r\n\r\n" + Record("b") + Record("c", length: "oops") + Record("d")
        );

        Assert.Equal(["https://mill.example/a", "https://mill.example/b", "https://mill.example/d"], Good(pages));
        Assert.True(pages.Count > 3);
    }

    [Theory]
    [InlineData("150")]
    [InlineData("20")]
    public async Task A_wrong_length_does_not_hide_the_following_records(string length)
    {
        var pages = await ReadAsync(Record("a", length) + Record("b") + Record("c"));

        Assert.Contains("https://mill.example/b", Good(pages));
        Assert.Contains("https://mill.example/c", Good(pages));
    }

    [Fact]
    public async Task An_archive_without_pages_is_an_error()
    {
        var pages = await ReadAsync("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ninfo\r\n\r\n");

        Assert.Contains("contains no pages", Assert.Single(pages).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_an_ARC_file_are_read()
    {
        const string Http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The mill</p>";
        const string Picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxyz";
        var pages = await ReadAsync(
            "filedesc://mill.arc 0.0.0.0 20010101000000 text/plain 15\n1 0 Mill\nfields\n"
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"\nhttp://mill.example/a 192.0.2.1 20010101000000 text/html {Http.Length}\n{Http}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"\nhttp://mill.example/b 192.0.2.1 20010101000000 image/png {Picture.Length}\n{Picture}\n"
                )
        );

        Assert.Equal(["http://mill.example/a"], Good(pages));
        Assert.Single(pages);
    }

    private static IEnumerable<string> Good(IEnumerable<(string Name, string? Error)> pages) =>
        pages.Where(page => page.Error is null).Select(page => page.Name);

    private static async Task<List<(string Name, string? Error)>> ReadAsync(string content)
    {
        var read = new List<(string, string?)>();
        foreach (var page in StreamPages.Read("archive", () => new MemoryStream(Encoding.UTF8.GetBytes(content))))
        {
            try
            {
                await page.ReadAsync(TestContext.Current.CancellationToken);
                read.Add((page.Name, null));
            }
            catch (PageReadException exception)
            {
                read.Add((page.Name, exception.Message));
            }
        }

        return read;
    }

    private static string Record(string path, string? length = null)
    {
        const string Http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The mill turns</p>";
        return $"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://mill.example/{path}\r\nContent-Length: {length ?? Http.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{Http}\r\n\r\n";
    }
}
