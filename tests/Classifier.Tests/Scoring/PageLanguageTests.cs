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

    [Fact]
    public void A_list_in_another_language_on_an_English_page_is_decided_by_its_own_majority()
    {
        (string, bool)[] headlines = [.. English, German[0], German[0], German[1], German[2]];
        int?[] lists = [null, .. Enumerable.Repeat<int?>(0, English.Length - 1), 1, 1, 1, 1];

        var supported = PageLanguage.Settle("en", headlines, lists);

        Assert.All(supported.Take(English.Length), Assert.True);
        Assert.All(supported.Skip(English.Length), Assert.False);
    }

    [Fact]
    public void An_English_list_on_a_page_in_another_language_is_supported()
    {
        (string, bool)[] headlines =
        [
            .. Enumerable.Repeat(German[0], 6),
            ("The mayor of the town is not amused", true),
            ("What to know about the new bus routes", true),
            ("Kim Hamburg Update", true),
        ];
        int?[] lists = [0, 0, 0, 0, 0, 0, 1, 1, 1];

        Assert.Equal([true, true, true], PageLanguage.Settle("de", headlines, lists).Skip(6));
    }
}
