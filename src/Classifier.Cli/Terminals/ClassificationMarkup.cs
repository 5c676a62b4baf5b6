using System.Globalization;
using System.Text;
using Classifier.Scoring;
using Classifier.Text;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Formats classifications as cells of terminal tables. Headlines, labels and errors are escaped.</summary>
internal static class ClassificationMarkup
{
    private const int MaxReasons = 8;

    /// <summary>Returns the headline followed by its strongest reasons, one per line.</summary>
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

        foreach (var reason in classification.Reasons.Take(MaxReasons))
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"\n  [{(reason.Contribution > 0 ? "red" : "green")}]{reason.Contribution:+0.00;-0.00}[/] [grey]{Escape(TargetName(reason.Target, classification))}[/] {Escape(reason.Text)}"
            );
        }

        if (classification.Reasons.Count > MaxReasons)
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"\n  [grey]and {classification.Reasons.Count - MaxReasons} more[/]"
            );
        }

        if (classification.HasEstimatedReasons)
        {
            markup.Append("\n  [grey]estimated: the change of a logit when a word is left out[/]");
        }

        foreach (var logit in classification.Bases)
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"\n  [grey]{logit.Base:+0.00;-0.00} {Escape(TargetName(logit.Target, classification))} base, logit {logit.Logit:+0.00;-0.00}[/]"
            );
        }

        return markup.ToString();
    }

    /// <summary>Returns the topics, one per line.</summary>
    public static string Topics(Classification classification) =>
        classification.Topics.Count == 0
            ? "[grey]none above the threshold[/]"
            : string.Join(
                '\n',
                classification.Topics.Select(
                    (topic, i) =>
                        i == 0
                            ? $"{Escape(topic.Topic.Label)} {Percent(topic.Score)}"
                            : $"[grey]{Escape(topic.Topic.Label)} {Percent(topic.Score)}[/]"
                )
            );

    /// <summary>Returns the clickbait score and its band.</summary>
    /// <param name="clickbait">The score.</param>
    /// <param name="width">The width of the score, which is aligned to the right.</param>
    public static string Clickbait(ClickbaitScore clickbait, int width = 4) =>
        $"[{Color(clickbait.Band)}]{Percent(clickbait.Score).PadLeft(width)} {clickbait.Band.ToString().ToLowerInvariant()}[/]";

    /// <summary>Returns an error message in red.</summary>
    public static string Error(string error) => $"[red]{Escape(error)}[/]";

    /// <summary>Returns text without control characters, with markup escaped.</summary>
    public static string Escape(string text) => Markup.Escape(PlainText.ForTerminal(text));

    /// <summary>Returns the name of a target.</summary>
    public static string TargetName(string target, Classification classification) =>
        classification.Topics.FirstOrDefault(topic => topic.Topic.Id == target).Topic?.Label ?? target;

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
