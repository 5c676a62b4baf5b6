using Classifier.Pages.Html;
using Xunit;

namespace Classifier.Tests.Pages;

public class ElementTraitsReaderTests
{
    [Theory]
    [InlineData("nav")]
    [InlineData("main-nav")]
    [InlineData("siteFooter")]
    [InlineData("post-comments")]
    [InlineData("js-share md:login")]
    public void A_name_that_starts_or_ends_with_boilerplate_is_boilerplate(string name) =>
        Assert.True(ElementTraitsReader.Read(name).HasFlag(ElementTraits.Boilerplate));

    [Theory]
    [InlineData("no-nav")]
    [InlineData("has-subnav")]
    [InlineData("withNewsletter")]
    [InlineData("not-login")]
    [InlineData("hide-social")]
    [InlineData("more-on--author")]
    [InlineData("grid-cols-2 [grid-template-areas:authors]")]
    [InlineData("under-nav-stories")]
    public void Negations_modifiers_and_arbitrary_values_are_not_boilerplate(string name) =>
        Assert.False(ElementTraitsReader.Read(name).HasFlag(ElementTraits.Boilerplate));
}
