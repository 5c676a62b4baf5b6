using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class TextDumpTests
{
    private readonly Page _page = FixturePage.Read("harbour-post.txt");

    [Fact]
    public void Captions_and_credits_above_the_headline_are_skipped() =>
        Assert.Equal("Night ferry returns to the islands after crews accept new contract", _page.Headline);

    [Fact]
    public void Each_heading_starts_a_module() =>
        Assert.Equal(
            ["Most Read", "You may also like", "More from Sport"],
            _page.Modules.Select(module => module.Title)
        );

    [Fact]
    public void Ranks_and_bullets_are_removed_from_headlines()
    {
        Assert.Equal(
            [
                new PageItem("Baker wins prize for loaf made of seaweed flour", null, "2 hours ago", null),
                new PageItem("Council votes to plant a thousand trees by the quay", null, "Yesterday", null),
            ],
            _page.Modules[0].Items
        );
        Assert.Equal(
            ["Lighthouse keeper paints every storm she sees", "Students build a boat from milk cartons"],
            _page.Modules[1].Items.Select(item => item.Text)
        );
    }

    [Fact]
    public void Entries_without_bullets_take_the_following_date() =>
        Assert.Equal(
            [
                new PageItem(
                    "Rowing club takes three medals at the lake regatta",
                    null,
                    "12 May 2024",
                    null,
                    "2024-05-12"
                ),
                new PageItem(
                    "Young swimmer breaks a record that stood since 1987",
                    null,
                    "11 May 2024",
                    null,
                    "2024-05-11"
                ),
            ],
            _page.Modules[2].Items
        );
}
