using Classifier.Scoring;
using Xunit;

namespace Classifier.Tests.Scoring;

public class PageLanguageTests
{
    private static readonly (string, bool)[] German =
    [
        ("Minister kündigt neue Regeln für Mieter an", false),
        ("Trainer Kim verlässt Hamburg", true),
        ("Papst reagiert auf Trump", true),
        ("The mayor of the town is not amused", true),
    ];

    private static readonly (string, bool)[] English =
    [
        ("Council votes to close the old swimming pool", true),
        ("Rovers beat United in the cup final", true),
        ("Kvitova, Yastremska, Svitolina, Tsvetanov triumph", false),
        ("Ferry service to the islands resumes", true),
        ("What to know about the new bus routes", true),
        ("Storm damage to the pier is worse than feared", true),
        ("Rain expected on the coast until Friday", true),
    ];

    [Fact]
    public void Doubtful_headlines_of_a_page_in_another_language_are_not_supported() =>
        Assert.Equal([false, false, false, true], PageLanguage.Settle("de-DE", German));

    [Fact]
    public void A_majority_decides_when_the_page_declares_no_language() =>
        Assert.Equal(
            [false, false, false, false],
            PageLanguage.Settle(null, [German[0], German[0], German[1], German[2]])
        );

    [Theory]
    [InlineData("en")]
    [InlineData("en_GB")]
    [InlineData(null)]
    public void Names_on_an_English_page_are_supported(string? declared) =>
        Assert.All(PageLanguage.Settle(declared, English), Assert.True);

    [Fact]
    public void A_wrong_declaration_does_not_outvote_English_headlines() =>
        Assert.All(PageLanguage.Settle("fr", English), Assert.True);

    [Fact]
    public void Foreign_headlines_on_an_English_page_remain_unsupported() =>
        Assert.Equal(
            [false, false],
            PageLanguage
                .Settle(
                    "en",
                    [
                        .. English,
                        ("La retraite des joueurs est dans le sable et pour la gloire", false),
                        ("Новый мост открыт для движения", false),
                    ]
                )
                .Skip(English.Length)
        );

    [Fact]
    public void Headlines_of_a_page_in_several_languages_are_decided_alone() =>
        Assert.Equal([true, true, false], PageLanguage.Settle("en", [English[0], English[1], German[0]]));

    [Theory]
    [InlineData("de", false)]
    [InlineData("en", true)]
    public void A_single_doubtful_headline_follows_the_declaration(string declared, bool supported) =>
        Assert.Equal([supported], PageLanguage.Settle(declared, [("Kim Hamburg Update", true)]));
}
