using System.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Cli.Reports;
using Classifier.Cli.Terminals;
using Classifier.Training.Commands;

namespace Classifier.Cli.Commands;

/// <summary><c>classifier page</c>: saved pages in, their headlines classified out.</summary>
internal sealed class PageCommand
{
    private const int ManyPages = 10;

    private const string Examples = """
        Pages are saved HTML or the text of a page, told apart by their content; of a folder, all
        files that end in .html, .htm, .xhtml or .txt are read. No page is fetched from the net.

        Examples:
          classifier page saved.html
          classifier page saved.html --url https://example.com/news/1 --format json
          classifier page pages/ --output report.html
          classifier page pages/ --format json --output scored/      one scored/<name>.json a page
          curl -s https://example.com | classifier page - --format csv > headlines.csv
        """;

    private readonly Argument<string[]> _pages = new("page") { Description = "Saved pages or folders of them; - for standard input.", HelpName = "FILE|DIR|-", Arity = ArgumentArity.OneOrMore };
    private readonly Option<PageOutputFormat?> _format = new("--format", "-f") { Description = "How to write the results; by default as the output's name tells, else a table on a terminal and json elsewhere.", HelpName = "table|json|html|csv" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write, replaced only when all went well; a folder for one JSON file a page; - for standard output.", HelpName = "FILE|DIR|-" };
    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "The page's own address, to complete its links; it is not fetched.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                return url;
            result.AddError($"--url is an address that begins with http:// or https://, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private readonly ScoringOptions _scoring = new();

    private PageCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new PageCommand();
        var command = new ExampleCommand("page", "Finds the headlines on saved news pages and classifies them.", Examples)
        {
            options._pages, options._format, options._output, options._url,
        };
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.GetValue(_output);
        var format = PageOutputFormats.Choose(parsed.GetValue(_format), output);
        var pages = SavedPage.Find(parsed.GetValue(_pages)!);
        var url = parsed.GetValue(_url);
        if (url is not null && pages.Count > 1)
            throw new CommandFailure($"--url is the address of one page, but there are {pages.Count}.");

        // A report says why, so it needs the reasons whether they were asked for or not.
        var options = _scoring.Read(parsed);
        if (format == PageOutputFormat.Html)
            options = options with { Explain = true };
        var classifier = _scoring.LoadModels(parsed);

        var bad = 0;
        using var writer = Open(format, output, pages, options.Explain);
        await ProgressBar.RunAsync(pages.Count > ManyPages && !OutputFile.IsStandardOutput(output), "pages", progress =>
        {
            for (var i = 0; i < pages.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                var page = ScoredPage.Of(pages[i], classifier, options, url);
                bad += page.Error is null ? 0 : 1;
                writer.Write(page);
                progress((i + 1.0) / pages.Count);
            }

            return Task.CompletedTask;
        });
        writer.Finish();
        if (bad == 0)
            return ExitCode.Success;
        Edge.Complain($"{bad} of {pages.Count} pages could not be read");
        return ExitCode.SomeRowsBad;
    }

    private static IPageWriter Open(PageOutputFormat format, string? output, IReadOnlyList<SavedPage> pages, bool reasons) => format switch
    {
        PageOutputFormat.Table => new TablePageWriter(output),
        PageOutputFormat.Html => new HtmlReportWriter(output),
        PageOutputFormat.Csv => new CsvPageWriter(output, reasons),
        _ => PageOutputFormats.IsFolder(output) ? new JsonFolderWriter(output!, pages, reasons) : new JsonPageWriter(output, reasons),
    };
}
