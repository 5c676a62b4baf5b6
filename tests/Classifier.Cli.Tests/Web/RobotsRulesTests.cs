using Classifier.Cli.Web;
using Xunit;

namespace Classifier.Cli.Tests.Web;

/// <summary>Tests the examples of RFC 9309 and common deviations from it.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("/example/page/", true)]
    [InlineData("/example/page/disallowed.gif", false)]
    [InlineData("/example/other", false)]
    [InlineData("/elsewhere", true)]
    public void The_longest_matching_rule_wins(string path, bool allowed) =>
        Assert.Equal(
            allowed,
            Allows(
                "user-agent: *\nallow: /example/page/\ndisallow: /example\ndisallow: /example/page/disallowed.gif",
                path
            )
        );

    [Fact]
    public void An_allow_rule_wins_over_a_disallow_rule_of_equal_length() =>
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
    public void Groups_for_the_crawler_take_precedence_over_groups_for_all(string robots, string path, bool allowed) =>
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
    public void A_star_matches_anything_and_a_dollar_sign_matches_the_end(string rule, string path, bool allowed) =>
        Assert.Equal(allowed, Allows($"User-agent: *\nDisallow: {rule}", path));

    [Theory]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/ツ")]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz")]
    [InlineData("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar")]
    public void Escaped_and_unescaped_paths_are_equal(string rule, string path) =>
        Assert.False(Allows($"User-agent: *\nDisallow: {rule}", path));

    [Theory]
    [InlineData("")]
    [InlineData("User-agent: *\nDisallow:")]
    [InlineData("<!doctype html><title>Not found</title>")]
    [InlineData("\ufeffUser-agent: *\r\nDisallow: # nothing\r\n")]
    public void Files_without_disallow_rules_allow_everything(string robots) => Assert.True(Allows(robots, "/a"));

    [Fact]
    public void The_robots_file_itself_is_always_allowed() =>
        Assert.True(Allows("User-agent: *\nDisallow: /", "/robots.txt"));

    [Fact]
    public void A_rule_with_many_wildcards_is_matched_quickly()
    {
        var robots = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 20_000)) + "$";

        Assert.True(Allows(robots, "/" + new string('a', 2_000)));
    }

    private static bool Allows(string robots, string path) =>
        RobotsRules.Parse(robots, "classifier").Allows(new Uri("https://x.example" + path));
}
