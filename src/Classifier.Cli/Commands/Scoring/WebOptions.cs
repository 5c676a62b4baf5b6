using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Web;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>The options of <c>classifier page</c> that select pages to fetch and how to fetch them.</summary>
internal sealed class WebOptions
{
    private const double MaxSeconds = 300;

    private readonly Option<Uri[]> _urls = new("--url")
    {
        Description = "Addresses of pages to fetch; they follow the saved pages. robots.txt is honored.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = ParseAddresses,
    };

    private readonly Option<string?> _contact = new("--contact")
    {
        Description = "An address or e-mail where site owners can reach you, sent in the User-Agent header.",
        HelpName = "URL|E-MAIL",
    };
    private readonly Option<double> _timeout = CreateSeconds(
        "--timeout",
        "The maximum duration of a request, in seconds.",
        30,
        min: 0.1
    );
    private readonly Option<double> _pause = CreateSeconds(
        "--pause",
        "The pause between two requests to the same site, in seconds.",
        1,
        min: 0
    );
    private readonly Option<bool> _allowPrivate = new("--allow-private")
    {
        Description = "Allow addresses on this machine and in private networks.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _contact.Validators.Add(result =>
        {
            var contact = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (contact.Length is 0 or > 200 || contact.Any(c => c is <= ' ' or >= '\x7f' or '(' or ')' or '\\'))
            {
                result.AddError(
                    $"--contact must be an address or e-mail without spaces and brackets, not '{contact}'."
                );
            }
        });
        command.Add(_urls);
        command.Add(_contact);
        command.Add(_timeout);
        command.Add(_pause);
        command.Add(_allowPrivate);
    }

    /// <summary>Returns the distinct pages to fetch.</summary>
    public Uri[] GetAddresses(ParseResult parsed) =>
        [.. (parsed.GetValue(_urls) ?? []).DistinctBy(url => url.AbsoluteUri)];

    /// <summary>Returns the limits of fetching.</summary>
    public WebLimits GetLimits(ParseResult parsed) =>
        new(
            TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            TimeSpan.FromSeconds(parsed.GetValue(_pause)),
            parsed.GetValue(_allowPrivate),
            parsed.GetValue(_contact)
        );

    private static Uri[] ParseAddresses(ArgumentResult result)
    {
        var urls = new List<Uri>();
        foreach (var token in result.Tokens.Select(token => token.Value))
        {
            if (!Uri.TryCreate(token, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                result.AddError(
                    $"--url must be an address that begins with http:// or https://, not '{token}'; name saved pages before --url."
                );
            }
            else if (url.UserInfo.Length > 0)
            {
                result.AddError(
                    $"--url must not contain a user name or password; give {url.Scheme}://{url.Authority}{url.AbsolutePath}."
                );
            }
            else
            {
                urls.Add(url);
            }
        }

        if (urls.Count > WebLimits.MaxAddresses)
        {
            result.AddError(
                $"--url fetches at most {WebLimits.MaxAddresses:N0} pages in a run, not {urls.Count:N0}; for more, save them with a crawler and name the saved files."
            );
        }

        return [.. urls];
    }

    private static Option<double> CreateSeconds(string name, string description, double defaultValue, double min) =>
        new(name)
        {
            Description = description,
            HelpName = "SECONDS",
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                if (QuantityParser.ParseDecimal(result) is { } seconds && seconds >= min && seconds <= MaxSeconds)
                {
                    return seconds;
                }

                result.AddError(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} must be a number of seconds from {min} to {MaxSeconds}, not '{result.Tokens[0].Value}'."
                    )
                );
                return defaultValue;
            },
        };
}
