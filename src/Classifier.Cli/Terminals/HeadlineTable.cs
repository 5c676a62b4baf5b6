using Classifier.Scoring;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Builds tables of classified headlines.</summary>
internal static class HeadlineTable
{
    /// <summary>Creates an empty table.</summary>
    public static Table Create() =>
        new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Headline")
            .AddColumn("Topic")
            .AddColumn(new TableColumn("Clickbait").NoWrap());

    /// <summary>Adds a row with a headline and its classification or error.</summary>
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
                classification.HasClickbait ? ClassificationMarkup.Clickbait(classification.Clickbait) : ""
            );
        }
    }
}
