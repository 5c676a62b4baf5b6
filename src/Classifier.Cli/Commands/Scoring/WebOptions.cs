using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Classifier.Cli.Web;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The options of <c>classifier page</c> that say what to fetch, and how.</summary>
internal sealed class WebOptions
{
    private const double LongestWait = 300;

    private readonly Option<Uri[]> _urls = new("--url")
    {
        Description =
            "Pages to fetch, read after those that are saved. robots.txt is honored. Nothing is fetched without this.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Addresses,
    };

    private readonly Option<string?> _contact = new("--contact")
    {
        Description = "An address or e-mail, told to sites, where their owners can reach you.",
        HelpName = "URL|E-MAIL",
    };
    private readonly Option<double> _timeout = Seconds("--timeout", "Seconds that a request may take.", 30, least: 0.1);
    private readonly Option<double> _pause = Seconds(
        "--pause",
        "Seconds between two requests to a site, which are never made at once.",
        1,
        least: 0
    );
    private readonly Option<bool> _allowPrivate = new("--allow-private")
    {
        Description = "Also fetch from this machine and private networks.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _contact.Validators.Add(result =>
        {
            var contact = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (contact.Length is 0 or > 200 || contact.Any(c => c is <= ' ' or >= '\x7f' or '(' or ')' or '\\'))
            {
                result.AddError($"--contact is an address or e-mail without spaces and brackets, not '{contact}'.");
            }
        });
        command.Add(_urls);
        command.Add(_contact);
        command.Add(_timeout);
        command.Add(_pause);
        command.Add(_allowPrivate);
    }

    /// <summary>The pages to fetch, each once.</summary>
    public Uri[] Addresses(ParseResult parsed) =>
        [.. (parsed.GetValue(_urls) ?? []).DistinctBy(url => url.AbsoluteUri)];

    /// <summary>How they may be fetched.</summary>
    public WebLimits Limits(ParseResult parsed) =>
        new(
            TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            TimeSpan.FromSeconds(parsed.GetValue(_pause)),
            parsed.GetValue(_allowPrivate),
            parsed.GetValue(_contact)
        );

    private static Uri[] Addresses(ArgumentResult result)
    {
        var urls = new List<Uri>();
        foreach (var token in result.Tokens.Select(token => token.Value))
        {
            if (!Uri.TryCreate(token, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                result.AddError(
                    $"--url is an address that begins with http:// or https://, not '{token}'; name saved pages before it."
                );
            }
            else if (url.UserInfo.Length > 0)
            {
                result.AddError(
                    $"--url is an address without a name and a password, such as {url.Scheme}://{url.Authority}{url.AbsolutePath}."
                );
            }
            else
            {
                urls.Add(url);
            }
        }

        if (urls.Count > WebLimits.MostAddresses)
        {
            result.AddError(
                $"--url fetches at most {WebLimits.MostAddresses:N0} pages in a run, not {urls.Count:N0}; save them with a crawler, and read what it saved."
            );
        }

        return [.. urls];
    }

    private static Option<double> Seconds(string name, string description, double usual, double least) =>
        new(name)
        {
            Description = description,
            HelpName = "SECONDS",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                if (
                    double.TryParse(
                        result.Tokens[0].Value,
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var seconds
                    )
                    && seconds >= least
                    && seconds <= LongestWait
                )
                {
                    return seconds;
                }

                result.AddError(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} is a number of seconds from {least} to {LongestWait}, not '{result.Tokens[0].Value}'."
                    )
                );
                return usual;
            },
        };
}
