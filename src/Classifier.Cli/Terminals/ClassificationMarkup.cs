using System.Globalization;
using System.Text;
using Classifier.Cli.Output;
using Classifier.Scoring;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>A classification as cells of a table on a terminal. All text of others is escaped.</summary>
internal static class ClassificationMarkup
{
    private const int ReasonsShown = 8;

    /// <summary>The headline and, if there are any, its reasons on lines below.</summary>
    public static string Headline(string? headline, Classification? classification)
    {
        var markup = new StringBuilder(Escape(headline ?? ""));
        if (classification is null)
        {
            return markup.ToString();
        }

        if (!classification.LanguageSupported)
        {
            markup.Append(" [grey](not English)[/]");
        }

        foreach (var reason in classification.Reasons.Take(ReasonsShown))
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"\n  [{(reason.Contribution > 0 ? "red" : "green")}]{reason.Contribution:+0.00;-0.00}[/] [grey]{Escape(Target(reason, classification))}[/] {Escape(reason.Text)}"
            );
        }

        if (classification.Reasons.Count > ReasonsShown)
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"\n  [grey]and {classification.Reasons.Count - ReasonsShown} more[/]"
            );
        }

        return markup.ToString();
    }

    /// <summary>The topics, one a line.</summary>
    public static string Topics(Classification classification) =>
        classification.Topics.Count == 0
            ? "[grey]none fits well[/]"
            : string.Join(
                '\n',
                classification.Topics.Select(
                    (topic, i) =>
                        i == 0
                            ? $"{Escape(topic.Topic.Label)} {Percent(topic.Score)}"
                            : $"[grey]{Escape(topic.Topic.Label)} {Percent(topic.Score)}[/]"
                )
            );

    /// <summary>The clickbait score and its band.</summary>
    public static string Bait(ClickbaitScore bait) =>
        $"[{Color(bait.Band)}]{Percent(bait.Score), 4} {bait.Band.ToString().ToLowerInvariant()}[/]";

    /// <summary>What went wrong.</summary>
    public static string Error(string error) => $"[red]{Escape(error)}[/]";

    /// <summary>Text without a meaning for the terminal.</summary>
    public static string Escape(string text) => Markup.Escape(PlainText.OneLine(text));

    /// <summary>What a reason speaks for, in words.</summary>
    public static string Target(Reason reason, Classification classification) =>
        classification.Topics.FirstOrDefault(topic => topic.Topic.Id == reason.Target).Topic?.Label ?? reason.Target;

    private static string Percent(float score) => string.Create(CultureInfo.InvariantCulture, $"{100 * score:F0}%");

    private static string Color(ClickbaitBand band) =>
        band switch
        {
            ClickbaitBand.None => "green",
            ClickbaitBand.Slight => "yellow",
            ClickbaitBand.Considerable => "darkorange",
            _ => "red",
        };
}
