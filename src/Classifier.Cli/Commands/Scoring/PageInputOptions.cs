using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The options of <c>classifier page</c> that say what to read.</summary>
internal sealed class PageInputOptions
{
    private readonly Argument<string[]> _pages = new("page")
    {
        Description = "Saved pages, feeds, archives, or folders of them; - for standard input.",
        HelpName = "FILE|DIR|-",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _list = new("--list")
    {
        Description = "A file that names one file or folder a line; - for standard input.",
        HelpName = "FILE|-",
    };
    private readonly Option<ContentKind?> _kind = new("--input-format")
    {
        Description = "What the inputs are, if their content does not tell.",
        HelpName = "html|text|feed|sitemap|jsonl|tar|zip|warc",
    };
    private readonly Option<Uri?> _base = new("--base-url")
    {
        Description = "The page's own address, to complete its links; it is not fetched.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError(
                $"--base-url is an address that begins with http:// or https://, not '{result.Tokens[0].Value}'."
            );
            return null;
        },
    };

    private readonly WebOptions _web = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_pages);
        command.Add(_list);
        _kind.AcceptOnlyFromAmong(
            StringComparer.OrdinalIgnoreCase,
            "html",
            "text",
            "feed",
            "sitemap",
            "jsonl",
            "tar",
            "zip",
            "warc"
        );
        command.Add(_kind);
        command.Add(_base);
        _web.AddTo(command);
    }

    /// <summary>Finds what the user named.</summary>
    /// <exception cref="CommandException">Nothing was named, or it is not there.</exception>
    public PageSource Open(ParseResult parsed)
    {
        var pages = parsed.GetValue(_pages) ?? [];
        var list = parsed.GetValue(_list);
        var addresses = _web.Addresses(parsed);
        if (pages.Length == 0 && list is null && addresses.Length == 0)
        {
            throw new CommandException(
                "there is no page to read: name files or folders, a list of them with --list, or addresses to fetch with --url."
            );
        }

        if (
            Array.Find(
                pages,
                page =>
                    page.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                    || page.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ) is
            { } address
        )
        {
            throw new CommandException(
                $"{address}: a page is only fetched when asked for with --url; without, name saved pages."
            );
        }

        if (pages.Contains("-") && list == "-")
        {
            throw new CommandException("standard input can be read only once: as a page or as the --list.");
        }

        if (parsed.GetValue(_base) is not null && addresses.Length > 0)
        {
            throw new CommandException(
                "--base-url is the address of a saved page; pages that are fetched with --url have their own."
            );
        }

        var source = PageSource.Open(
            pages,
            list is null ? [] : ReadList(list),
            parsed.GetValue(_kind),
            parsed.GetValue(_base),
            addresses,
            _web.Limits(parsed)
        );
        return parsed.GetValue(_base) is not null && source.Count > 1
            ? throw new CommandException($"--base-url is the address of one page, but there are {source.Count}.")
            : source;
    }

    private static string[] ReadList(string list)
    {
        if (list != "-" && !File.Exists(list))
        {
            throw new CommandException($"{list}: there is no such list.");
        }

        using var reader = list == "-" ? Console.In : new StreamReader(list);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
    }
}
