using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints each page as a table: the headline of its article, then its lists of headlines.</summary>
internal sealed class TablePageWriter : IPageWriter
{
    private readonly OutputFile _file;
    private readonly IAnsiConsole _console;
    private readonly bool _stories;

    /// <summary>Creates a writer.</summary>
    /// <param name="file">The output.</param>
    /// <param name="isTerminal">Whether the output is a terminal.</param>
    /// <param name="stories">Whether to print the numbers of the stories.</param>
    public TablePageWriter(OutputFile file, bool isTerminal, bool stories) =>
        (_file, _console, _stories) = (file, ConsoleFactory.Create(file.Stream, isTerminal), stories);

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        _console.MarkupLine($"[bold]{ClassificationMarkup.Escape(page.Name)}[/]");
        if (page.Error is not null)
        {
            _console.MarkupLine(ClassificationMarkup.Error(page.Error));
            _console.WriteLine();
            return;
        }

        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Headline")
            .AddColumn("Section")
            .AddColumn("Date")
            .AddColumn("Topic")
            .AddColumn(new TableColumn("Clickbait").NoWrap());
        if (_stories)
        {
            table.AddColumn(new TableColumn("Story").RightAligned());
        }

        if (page.Headline is null)
        {
            table.AddRow("[grey]no article headline was found[/]", "", "", "", "");
        }
        else
        {
            AddRow(table, page.Headline, "[grey]article[/]", "");
        }

        foreach (var module in page.Modules)
        {
            table.AddEmptyRow();
            table.AddRow(
                $"[bold]{ClassificationMarkup.Escape(module.Title ?? "(no heading)")}[/]{(module.Kind == PageModuleKind.Sponsored ? " [yellow]sponsored[/]" : "")}",
                "",
                "",
                "",
                ""
            );
            foreach (var (item, scored) in module.Items)
            {
                AddRow(
                    table,
                    scored,
                    ClassificationMarkup.Escape(item.Section ?? ""),
                    ClassificationMarkup.Escape(item.Date ?? "")
                );
            }
        }

        _console.Write(table);
        if (page.Modules.Count == 0)
        {
            _console.MarkupLine($"[grey]{ClassificationMarkup.Escape(EmptyPage.Explain(page))}[/]");
            _console.WriteLine();
        }
    }

    /// <inheritdoc/>
    public void Finish() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void AddRow(Table table, ScoredHeadline scored, string section, string date) =>
        table.AddRow([
            ClassificationMarkup.Headline(scored.Text, scored.Classification),
            section,
            date,
            scored.Classification is null
                ? ClassificationMarkup.Error(scored.Error ?? "")
                : ClassificationMarkup.Topics(scored.Classification),
            scored.Classification is { HasClickbait: true }
                ? ClassificationMarkup.Clickbait(scored.Classification.Clickbait)
                : "",
            .. _stories ? [ClassificationCells.Story(scored.Story)] : Array.Empty<string>(),
        ]);
}
