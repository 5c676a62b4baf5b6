using Classifier.Scoring;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>The table of headlines that both commands show.</summary>
internal static class HeadlineTable
{
    /// <summary>An empty table.</summary>
    public static Table Create() =>
        new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Headline")
            .AddColumn("Topic")
            .AddColumn(new TableColumn("Clickbait").NoWrap());

    /// <summary>Adds a headline: what the classifier says of it, or why that is nothing.</summary>
    public static void Add(Table table, string? headline, Classification? classification, string? error)
    {
        if (classification is null)
        {
            table.AddRow(ClassificationMarkup.Headline(headline, null), ClassificationMarkup.Error(error ?? ""), "");
        }
        else
        {
            table.AddRow(
                ClassificationMarkup.Headline(headline, classification),
                ClassificationMarkup.Topics(classification),
                ClassificationMarkup.Bait(classification.Clickbait)
            );
        }
    }
}
