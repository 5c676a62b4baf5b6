using Classifier.Cli.Web;
using Xunit;

namespace Classifier.Cli.Tests.Web;

/// <summary>RFC 9309, by its own examples and by what robots.txt files of the wild hold.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("/example/page/", true)]
    [InlineData("/example/page/disallowed.gif", false)]
    [InlineData("/example/other", false)]
    [InlineData("/elsewhere", true)]
    public void The_longest_rule_that_matches_decides(string path, bool allowed) =>
        Assert.Equal(
            allowed,
            Allows(
                "user-agent: *\nallow: /example/page/\ndisallow: /example\ndisallow: /example/page/disallowed.gif",
                path
            )
        );

    [Fact]
    public void Of_equally_long_rules_the_one_that_allows_decides() =>
        Assert.True(Allows("User-agent: *\nDisallow: /news\nAllow: /news", "/news"));

    [Theory]
    [InlineData("User-agent: classifier\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Classifier/1.0\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: other\nUser-agent: classifier\nDisallow: /a", "/a", false)]
    [InlineData(
        "User-agent: classifier\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: classifier\nDisallow: /c",
        "/c",
        false
    )]
    [InlineData(
        "User-agent: classifier\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: classifier\nDisallow: /c",
        "/b",
        true
    )]
    [InlineData("User-agent: classifierbot\nDisallow: /", "/a", true)]
    [InlineData("User-agent: classifier\nSitemap: https://x.example/s.xml\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: classifier\n\nUser-agent: *\nDisallow: /", "/a", false)]
    [InlineData("Disallow: /\nUser-agent: *\nDisallow: /a", "/b", true)]
    public void The_groups_of_its_own_name_count_else_those_of_all(string robots, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(robots, path));

    [Theory]
    [InlineData("/*.pdf$", "/papers/one.pdf", false)]
    [InlineData("/*.pdf$", "/papers/one.pdf?x=1", true)]
    [InlineData("/a*b*c", "/axxbyyc/d", false)]
    [InlineData("/a*b*c", "/axxcyyb", true)]
    [InlineData("/exact$", "/exact", false)]
    [InlineData("/exact$", "/exactly", true)]
    [InlineData("/a*a$", "/a", true)]
    [InlineData("*", "/anything", false)]
    public void A_star_stands_for_anything_and_a_dollar_for_the_end(string rule, string path, bool allowed) =>
        Assert.Equal(allowed, Allows($"User-agent: *\nDisallow: {rule}", path));

    [Theory]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/ツ")]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz")]
    [InlineData("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar")]
    public void Escaped_and_unescaped_paths_are_the_same(string rule, string path) =>
        Assert.False(Allows($"User-agent: *\nDisallow: {rule}", path));

    [Theory]
    [InlineData("")]
    [InlineData("User-agent: *\nDisallow:")]
    [InlineData("<!doctype html><title>Not found</title>")]
    [InlineData("\ufeffUser-agent: *\r\nDisallow: # nothing\r\n")]
    public void What_forbids_nothing_allows_everything(string robots) => Assert.True(Allows(robots, "/a"));

    [Fact]
    public void The_file_itself_may_always_be_read() =>
        Assert.True(Allows("User-agent: *\nDisallow: /", "/robots.txt"));

    [Fact]
    public void A_hostile_rule_takes_no_time()
    {
        var robots = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 20_000)) + "$";

        Assert.True(Allows(robots, "/" + new string('a', 2_000)));
    }

    private static bool Allows(string robots, string path) =>
        RobotsRules.Parse(robots, "classifier").Allows(new Uri("https://x.example" + path));
}
