using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows each page as its article's headline and a table of the headlines beside it.</summary>
internal sealed class TablePageWriter : IPageWriter
{
    private readonly OutputFile _file;
    private readonly IAnsiConsole _console;

    /// <summary>Opens the output.</summary>
    public TablePageWriter(string? output)
    {
        _file = OutputFile.Open(output);
        _console = ConsoleFactory.Create(
            _file.Stream,
            OutputFile.IsStandardOutput(output) && !Console.IsOutputRedirected
        );
    }

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
        if (page.Headline is null)
        {
            table.AddRow("[grey]no headline of an article was found[/]", "", "", "", "");
        }
        else
        {
            Add(table, page.Headline, "[grey]article[/]", "");
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
                Add(
                    table,
                    scored,
                    ClassificationMarkup.Escape(item.Section ?? ""),
                    ClassificationMarkup.Escape(item.Date ?? "")
                );
            }
        }

        _console.Write(table);
    }

    /// <inheritdoc/>
    public void Finish() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Add(Table table, ScoredHeadline scored, string section, string date) =>
        table.AddRow(
            ClassificationMarkup.Headline(scored.Text, scored.Classification),
            section,
            date,
            scored.Classification is null
                ? ClassificationMarkup.Error(scored.Error ?? "")
                : ClassificationMarkup.Topics(scored.Classification),
            scored.Classification is null ? "" : ClassificationMarkup.Bait(scored.Classification.Clickbait)
        );
}
