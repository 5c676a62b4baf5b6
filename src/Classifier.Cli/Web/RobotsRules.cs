using System.Text.RegularExpressions;

namespace Classifier.Cli.Web;

/// <summary>What a site's robots.txt lets a crawler fetch (RFC 9309): the groups of the crawler's own name, else those of
/// <c>*</c>; of the rules that match a path the longest decides, and of equally long ones the one that allows.</summary>
internal sealed partial class RobotsRules
{
    /// <summary>As much of a file is read, the least that the RFC asks for (500 KiB).</summary>
    public const int MostBytes = 500 * 1024;

    private readonly List<Rule> _rules;

    private RobotsRules(List<Rule> rules) => _rules = rules;

    /// <summary>Everything is allowed: there is no robots.txt.</summary>
    public static RobotsRules AllowAll { get; } = new([]);

    /// <summary>Nothing is allowed: the site's robots.txt cannot be had for now.</summary>
    public static RobotsRules DisallowAll { get; } = new([new Rule("/", false)]);

    /// <summary>Reads a robots.txt. Lines that it does not know are passed over.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="crawler">The crawler's product token, such as <c>classifier</c>.</param>
    public static RobotsRules Parse(string text, string crawler)
    {
        var (own, all) = (new List<Rule>(), new List<Rule>());
        var (inOwn, inAll, ownSeen, namesEnded) = (false, false, false, true);
        foreach (var line in text.TrimStart('\ufeff').Split('\r', '\n'))
        {
            var parts = line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2)
            {
                continue;
            }

            var key = parts[0].ToLowerInvariant();
            if (key == "user-agent")
            {
                if (namesEnded)
                {
                    (inOwn, inAll, namesEnded) = (false, false, false);
                }

                inOwn |= ProductToken().Match(parts[1]).Value.Equals(crawler, StringComparison.OrdinalIgnoreCase);
                inAll |= parts[1] == "*";
                ownSeen |= inOwn;
            }
            else if (key is "allow" or "disallow")
            {
                namesEnded = true;
                if (parts[1].Length == 0)
                {
                    continue;
                }

                var rule = new Rule(Normalize(parts[1]), key == "allow");
                if (inOwn)
                {
                    own.Add(rule);
                }

                if (inAll)
                {
                    all.Add(rule);
                }
            }
        }

        return new RobotsRules(ownSeen ? own : all);
    }

    /// <summary>Whether an address may be fetched.</summary>
    public bool Allows(Uri url)
    {
        var path = Normalize(url.PathAndQuery);
        return path == "/robots.txt"
            || _rules
                .Where(rule => rule.Matches(path))
                .OrderByDescending(rule => rule.Path.Length)
                .ThenByDescending(rule => rule.Allows)
                .Select(rule => rule.Allows)
                .DefaultIfEmpty(true)
                .First();
    }

    /// <summary>Brings a path to the form in which the RFC compares: characters beyond ASCII escaped, escaped letters, digits
    /// and <c>-._~</c> as themselves, hexadecimal digits upper-case.</summary>
    private static string Normalize(string path)
    {
        var escaped = Beyond().Replace(path, match => Uri.EscapeDataString(match.Value));
        return Escape()
            .Replace(
                escaped,
                match =>
                {
                    var octet = (char)Convert.ToByte(match.Value[1..], 16);
                    return char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~'
                        ? octet.ToString()
                        : match.Value.ToUpperInvariant();
                }
            );
    }

    [GeneratedRegex(@"^[A-Za-z_-]+")]
    private static partial Regex ProductToken();

    [GeneratedRegex(@"[^\x00-\x7f]+")]
    private static partial Regex Beyond();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();

    /// <summary>A rule: <c>*</c> in its path stands for anything, <c>$</c> behind it for the end.</summary>
    private readonly record struct Rule(string Path, bool Allows)
    {
        // A hostile file may have thousands of stars, so that a pattern must not be tried back and forth.
        public bool Matches(string path)
        {
            var anchored = Path.EndsWith('$');
            var parts = (anchored ? Path[..^1] : Path).Split('*');
            if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            {
                return false;
            }

            var at = parts[0].Length;
            for (var i = 1; i < parts.Length; i++)
            {
                if (anchored && i == parts.Length - 1)
                {
                    return path.Length - at >= parts[i].Length && path.EndsWith(parts[i], StringComparison.Ordinal);
                }

                var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
                if (found < 0)
                {
                    return false;
                }

                at = found + parts[i].Length;
            }

            return !anchored || at == path.Length;
        }
    }
}
