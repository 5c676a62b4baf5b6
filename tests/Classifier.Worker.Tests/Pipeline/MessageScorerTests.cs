using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Classifier.Tests.Common;
using Classifier.Worker.Messages;
using Classifier.Worker.Pipeline;
using Classifier.Worker.Sources.Redis;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Worker.Tests.Pipeline;

public sealed class MessageScorerTests
{
    /// <summary>The scorers by their settings. Tests with the same settings share the models.</summary>
    private static readonly ConcurrentDictionary<string, MessageScorer> Scorers = new();

    [Fact]
    public void A_field_of_an_object_is_the_headline_and_its_id_the_key()
    {
        var scored = Score("""{"x": [1, {"title": "no"}], "id": 17, "title": "Rates rise"}""", "Field=title");
        Assert.Equal(("17", "Rates rise"), Read(Assert.Single(scored.Results)));
    }

    [Theory]
    [InlineData("""{"title": 5}""", "JSON_MISMATCH")]
    [InlineData("""{"headline": "Rates rise"}""", "FIELD_MISSING")]
    [InlineData("""{"title": "Rates rise" """, "JSON_MALFORMED")]
    [InlineData("Rates rise", "JSON_MALFORMED")]
    [InlineData("""{"title": ""}""", "HEADLINE_EMPTY")]
    public void An_object_without_a_headline_is_a_dead_letter(string body, string reason)
    {
        var scored = Score(body, "Field=title");
        Assert.Empty(scored.Results);
        var letter = Assert.Single(scored.DeadLetters);
        Assert.Equal(reason, letter.Defect.Reason);
        Assert.Equal(body, Encoding.UTF8.GetString(letter.Body.Span));
    }

    [Fact]
    public void The_invalid_headlines_of_an_array_are_dead_letters_with_their_place()
    {
        var scored = Score("""["Rates rise", "", {"id": "b", "headline": "Rates fall"}]""", "Kind=json");
        Assert.Equal(["Rates rise", "Rates fall"], scored.Results.Select(result => Read(result).Headline));
        Assert.Equal("b", scored.Results[1].Key);
        Assert.Equal(1, Assert.Single(scored.DeadLetters).Item);
    }

    [Fact]
    public void The_options_of_a_request_apply_to_its_headlines()
    {
        var request = new V1.ClassifyBatchRequest
        {
            Items =
            {
                new V1.ClassifyItem { Id = "a", Headline = "You won't believe what the goalkeeper did next" },
            },
            Options = new V1.ClassifyOptions { Explain = true },
        };
        var result = Assert.Single(Score(request.ToByteArray(), "Kind=proto").Results);
        Assert.NotEmpty(JsonNode.Parse(result.Value)!["reasons"]!.AsArray());
    }

    [Fact]
    public void A_request_that_is_not_valid_is_a_dead_letter()
    {
        var request = new V1.ClassifyBatchRequest
        {
            Items = { new V1.ClassifyItem { Headline = "Rates rise" } },
            Options = new V1.ClassifyOptions { Model = "slow" },
        };
        Assert.Equal(
            "MODEL_UNKNOWN",
            Assert.Single(Score(request.ToByteArray(), "Kind=proto").DeadLetters).Defect.Reason
        );
        Assert.NotEmpty(Score([0xFF, 0xFF, 0xFF], "Kind=proto").DeadLetters);
    }

    [Fact]
    public void A_page_has_one_result_with_all_of_its_headlines()
    {
        var links = string.Concat(
            Enumerable
                .Range(1, 8)
                .Select(i => $"<li><a href='/news/{i}'>Minister {i} resigns after the report on schools</a></li>")
        );
        var page =
            $"<html lang='en'><body><h1>Central bank raises rates</h1><aside><h2>Most read</h2><ol>{links}</ol></aside>";
        var result = JsonNode.Parse(Assert.Single(Score(page, "Kind=page").Results).Value)!;
        Assert.Equal(8, result["modules"]![0]!["items"]!.AsArray().Count);
        Assert.Equal(
            ShippedVersions.Topic,
            (string)result["modules"]![0]!["items"]![0]!["classification"]!["modelVersions"]!["topic"]!
        );
    }

    [Fact]
    public void A_page_that_costs_too_much_is_a_dead_letter()
    {
        var page = string.Concat(Enumerable.Repeat("<b><i><u><p>x", 20_000));
        var letter = Assert.Single(Score(page, "Kind=page", "--Classifier:Limits:MaxPageMilliseconds=1").DeadLetters);
        Assert.Equal("PAGE_TOO_COMPLEX", letter.Defect.Reason);
    }

    [Fact]
    public void Headlines_without_an_id_that_differ_in_quotes_alone_have_the_same_key()
    {
        var keys = new[] { "What he won’t say", "What he won't say", "What he will say" }
            .Select(headline => Assert.Single(Score(headline, "Kind=text").Results).Key)
            .ToArray();
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    private static ScoredMessage Score(string body, string setting, params string[] args) =>
        Score(Encoding.UTF8.GetBytes(body), setting, args);

    private static ScoredMessage Score(byte[] body, string setting, params string[] args) =>
        Scorers
            .GetOrAdd(
                string.Join(' ', [$"--Classifier:Worker:{setting}", .. args]),
                settings =>
                    Program
                        .Build(["--Classifier:Worker:Input=redis://127.0.0.1:1/unused", .. settings.Split(' ')])
                        .Services.GetRequiredService<MessageScorer>()
            )
            .Score(new RedisMessage("unused", "1-0", body, ""));

    private static (string Key, string Headline) Read(WorkResult result) =>
        (result.Key, (string)JsonNode.Parse(result.Value)!["headline"]!);
}
