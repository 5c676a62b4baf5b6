using System.Text;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

/// <summary>Sends unusual and invalid headlines, alone and in a batch.</summary>
public sealed class HostileHeadlineTests(RunningServer server)
{
    private const string Ok = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (string Headline, string Reason, int Size)> Cases = new()
    {
        ["empty"] = ("", "HEADLINE_EMPTY", 0),
        ["a space"] = (" ", "HEADLINE_EMPTY", 1),
        ["only spaces of all kinds"] = (" \t\r\n\u00A0\u2003\u3000\u0085", "HEADLINE_EMPTY", 8),
        ["only zero-width characters"] = ("\u200B\u200C\u200D\u2060\uFEFF", "HEADLINE_EMPTY", 5),
        ["only direction marks"] = ("\u200E\u200F\u202A\u202E\u2066", "HEADLINE_EMPTY", 5),
        ["only combining marks"] = ("\u0301\u0302\u20DD", "HEADLINE_EMPTY", 3),
        ["a byte order mark alone"] = ("\uFEFF", "HEADLINE_EMPTY", 1),
        ["1,000 characters"] = (new string('a', 1000), Ok, 0),
        ["1,001 characters"] = (new string('a', 1001), "HEADLINE_TOO_LONG", 1001),
        ["1,000 emoji, which are 2,000 UTF-16 code units"] = (Repeat("😀", 1000), Ok, 0),
        ["1,001 emoji"] = (Repeat("😀", 1001), "HEADLINE_TOO_LONG", 1001),
        ["a megabyte"] = (new string('x', 1 << 20), "HEADLINE_TOO_LONG", 1 << 20),
        ["a megabyte of spaces"] = (new string(' ', 1 << 20), "HEADLINE_TOO_LONG", 1 << 20),
        ["a NUL"] = ("Rates rise\0 again", "HEADLINE_NOT_TEXT", 17),
        ["an escape sequence of a terminal"] = ("\u001b[31mRates rise\u001b[0m", "HEADLINE_NOT_TEXT", 19),
        ["a bell"] = ("Rates rise\a", "HEADLINE_NOT_TEXT", 11),
        ["a delete character"] = ("Rates\u007F rise", "HEADLINE_NOT_TEXT", 11),
        ["a wrongly decoded apostrophe"] = ("Here\u00E2\u0080\u0099s what we know", Ok, 0),
        ["only C1 control characters"] = ("\u0080\u0099", "HEADLINE_EMPTY", 2),
        ["tabs and line breaks"] = ("Rates\trise\r\nagain", Ok, 0),
        ["right-to-left override"] = ("Rates \u202Eesir\u202C again", Ok, 0),
        ["emoji with joiners and skin tones"] = ("👩🏽‍🚀 lands on the moon 🌕 with 👨‍👩‍👧‍👦", Ok, 0),
        ["only an emoji"] = ("🔥", Ok, 0),
        ["zero-width characters inside words"] = ("You wo\u200Bnt bel\u200Dieve this", Ok, 0),
        ["all capitals"] = ("YOU WONT BELIEVE WHAT HAPPENED NEXT", Ok, 0),
        ["HTML entities"] = ("Tom &amp; Jerry&#39;s &lt;b&gt;best&lt;/b&gt; chase", Ok, 0),
        ["HTML tags"] = ("<script>alert(1)</script>", Ok, 0),
        ["SQL"] = ("'; DROP TABLE headlines; --", Ok, 0),
        ["format strings"] = ("{0} %s %n ${jndi:ldap://x}", Ok, 0),
        ["Devanagari"] = ("भारत ने विश्व कप जीता", Ok, 0),
        ["Arabic"] = ("ارتفاع أسعار النفط في الأسواق", Ok, 0),
        ["Chinese"] = ("央行宣布降息", Ok, 0),
        ["Thai without spaces"] = ("ธนาคารกลางขึ้นอัตราดอกเบี้ย", Ok, 0),
        ["998 combining marks"] = ("Z" + Repeat("\u0335\u0321", 499), Ok, 0),
        ["one word of 900 letters"] = (new string('w', 900), Ok, 0),
        ["500 one-letter words"] = (Repeat("a ", 500), Ok, 0),
        ["only punctuation"] = ("?!?!... —", Ok, 0),
        ["only digits"] = ("1234567890", Ok, 0),
        ["ligatures that grow when normalized"] = (Repeat("\uFDFA", 1000), Ok, 0),
        ["private use characters"] = ("\uE000\uE001 rise", Ok, 0),
        ["a noncharacter"] = ("Rates \uFFFF rise", Ok, 0),
        ["tag characters"] = ("Rates \U000E0041\U000E0042 rise", Ok, 0),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_headline_is_classified_or_rejected_with_its_field_size_and_limit(string name)
    {
        var (headline, reason, size) = Cases[name];
        var request = new ClassifyRequest
        {
            Headline = headline,
            Options = new ClassifyOptions { Explain = true },
        };

        if (reason == Ok)
        {
            var response = await server.Classifier.ClassifyAsync(request, cancellationToken: Stop);
            AssertClassified(response.Classification, headline);
            return;
        }

        var (code, info, violation) = await RpcError.GetAsync(async () =>
            await server.Classifier.ClassifyAsync(request, cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.InvalidArgument, code);
        AssertRejected(info, violation, reason, "headline", size);
    }

    [Fact]
    public async Task Each_headline_of_a_batch_gets_its_own_outcome()
    {
        var request = new ClassifyBatchRequest();
        foreach (var (name, (headline, _, _)) in Cases)
        {
            request.Items.Add(new ClassifyItem { Id = name, Headline = headline });
        }

        var response = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);

        Assert.Equal(Cases.Keys, response.Results.Select(result => result.Id));
        for (var i = 0; i < response.Results.Count; i++)
        {
            var (headline, reason, size) = Cases[response.Results[i].Id];
            if (reason == Ok)
            {
                AssertClassified(response.Results[i].Classification, headline);
                continue;
            }

            var error = response.Results[i].Error;
            Assert.Equal((int)Code.InvalidArgument, error.Code);
            AssertRejected(
                error.GetDetail<ErrorInfo>(),
                Assert.Single(error.GetDetail<BadRequest>().FieldViolations),
                reason,
                $"items[{i}].headline",
                size
            );
        }
    }

    [Theory]
    [InlineData("Devanagari")]
    [InlineData("Arabic")]
    [InlineData("Chinese")]
    public async Task Headlines_in_unsupported_scripts_are_marked(string name)
    {
        var response = await server.Classifier.ClassifyAsync(
            new ClassifyRequest { Headline = Cases[name].Headline },
            cancellationToken: Stop
        );

        Assert.False(response.Classification.LanguageSupported);
    }

    [Fact]
    public async Task Zero_width_characters_and_capitals_do_not_lower_the_clickbait_score()
    {
        async Task<float> Score(string headline) =>
            (
                await server.Classifier.ClassifyAsync(
                    new ClassifyRequest { Headline = headline },
                    cancellationToken: Stop
                )
            )
                .Classification
                .Clickbait
                .Score;

        Assert.Equal(
            await Score("You wont believe this"),
            await Score(Cases["zero-width characters inside words"].Headline),
            1e-6
        );
        Assert.True(await Score(Cases["all capitals"].Headline) > 0.5);
    }

    private static void AssertClassified(Classification classification, string headline)
    {
        Assert.Equal(headline, classification.Headline);
        Assert.InRange(classification.Clickbait.Score, 0, 1);
        Assert.NotEqual(ClickbaitBand.Unspecified, classification.Clickbait.Band);
        Assert.All(classification.Topics, topic => Assert.InRange(topic.Score, 0, 1));
        Assert.All(
            classification.Reasons,
            reason =>
            {
                Assert.True(float.IsFinite(reason.Contribution));
                Assert.InRange(reason.Start, 0, reason.End);
                Assert.InRange(reason.End, 0, headline.Length);
            }
        );
    }

    private static void AssertRejected(
        ErrorInfo info,
        BadRequest.Types.FieldViolation violation,
        string reason,
        string field,
        int size
    )
    {
        Assert.Equal(reason, info.Reason);
        Assert.Equal("classifier.v1", info.Domain);
        Assert.Equal(field, info.Metadata["field"]);
        Assert.Equal($"{size}", info.Metadata["value"]);
        Assert.Equal("1000", info.Metadata["limit"]);
        Assert.Equal(field, violation.Field);
        Assert.Contains(
            "1000",
            reason == "HEADLINE_NOT_TEXT" ? "1000" : violation.Description,
            StringComparison.Ordinal
        );
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
