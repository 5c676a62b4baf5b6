using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The options of <c>classifier page</c> that select its input.</summary>
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
        Description = "A file with the path of one file or folder per line; - for standard input.",
        HelpName = "FILE|-",
    };
    private readonly Option<ContentKind?> _format = new("--input-format")
    {
        Description = "The format of the inputs. Default: recognized by their content.",
        HelpName = "html|text|feed|sitemap|jsonl|tar|zip|warc|arc",
    };
    private readonly Option<Uri?> _base = new("--base-url")
    {
        Description = "The address of the page, used to resolve its relative links; it is not fetched.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError(
                $"--base-url must be an address that begins with http:// or https://, not '{result.Tokens[0].Value}'."
            );
            return null;
        },
    };

    private readonly Option<Shard?> _shard = CommonOptions.CreateShard(
        "Score only part I of N parts of the given files, numbered from 0. Files and archives are not divided."
    );

    private readonly WebOptions _web = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_pages);
        command.Add(_list);
        _format.AcceptOnlyFromAmong(
            StringComparer.OrdinalIgnoreCase,
            "html",
            "text",
            "feed",
            "sitemap",
            "jsonl",
            "tar",
            "zip",
            "warc",
            "arc"
        );
        command.Add(_format);
        command.Add(_base);
        command.Add(_shard);
        _web.AddTo(command);
    }

    /// <summary>Opens the pages that the user named.</summary>
    /// <exception cref="CommandException">No page was named, or one does not exist.</exception>
    public PageSource OpenSource(ParseResult parsed)
    {
        var pages = parsed.GetValue(_pages) ?? [];
        var list = parsed.GetValue(_list);
        var addresses = _web.GetAddresses(parsed);
        if (pages.Length == 0 && list is null && addresses.Length == 0)
        {
            throw new CommandException(
                "no pages were given; name files or folders, a list of them with --list, or addresses to fetch with --url."
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
            throw new CommandException($"{address}: use --url to fetch a page; arguments are saved pages.");
        }

        if (pages.Contains("-") && list == "-")
        {
            throw new CommandException("standard input can be read only once, as a page or as the list.");
        }

        if (parsed.GetValue(_base) is not null && addresses.Length > 0)
        {
            throw new CommandException(
                "--base-url applies to a saved page; pages fetched with --url have their own address."
            );
        }

        var shard = parsed.GetValue(_shard);
        if (shard is not null && (addresses.Length > 0 || pages.Contains("-")))
        {
            throw new CommandException(
                "--shard divides files; give each process its own addresses or its own standard input instead."
            );
        }

        var source = PageSource.Open(
            pages,
            list is null ? [] : ReadList(list, parsed.Console),
            parsed.GetValue(_format),
            parsed.GetValue(_base),
            addresses,
            _web.GetLimits(parsed),
            shard,
            parsed.Console
        );
        return parsed.GetValue(_base) is not null && source.Count > 1
            ? throw new CommandException($"--base-url applies to a single page, but {source.Count} were given.")
            : source;
    }

    private static string[] ReadList(string list, CommandConsole console)
    {
        if (list != "-" && !File.Exists(list))
        {
            throw new CommandException($"{list} does not exist.");
        }

        using var reader = new StreamReader(list == "-" ? console.OpenInput() : File.OpenRead(list));
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
    }
}
