using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Builds tables of classified headlines.</summary>
internal static class HeadlineTable
{
    /// <summary>Creates an empty table.</summary>
    /// <param name="stories">Whether to include a column for the number of the story.</param>
    public static Table Create(bool stories)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Headline")
            .AddColumn("Topic")
            .AddColumn(new TableColumn("Clickbait").NoWrap());
        return stories ? table.AddColumn(new TableColumn("Story").RightAligned()) : table;
    }

    /// <summary>Adds a row with a headline and its classification or error.</summary>
    public static void Add(Table table, ClassifiedRow row, bool stories)
    {
        var classification = row.Classification;
        table.AddRow([
            ClassificationMarkup.Headline(row.Row.Headline, classification),
            classification is null
                ? ClassificationMarkup.Error(row.Error ?? "")
                : ClassificationMarkup.Topics(classification),
            classification is { HasClickbait: true } ? ClassificationMarkup.Clickbait(classification.Clickbait) : "",
            .. stories
                ? [ClassificationCells.Story(classification is null ? 0 : row.Row.Story)]
                : Array.Empty<string>(),
        ]);
    }
}
