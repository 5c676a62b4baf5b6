using System.Text.RegularExpressions;

namespace Classifier.Cli.Web;

/// <summary>Represents the rules of a robots.txt file for one crawler (RFC 9309). The groups for the crawler's name apply, or else
/// those for <c>*</c>. The longest matching rule wins; if an allow and a disallow rule are equally long, the allow rule wins.</summary>
internal sealed partial class RobotsRules
{
    /// <summary>The maximum number of bytes that are parsed: 500 KiB, the minimum that the RFC requires.</summary>
    public const int MaxBytes = 500 * 1024;

    private readonly List<Rule> _rules;

    private RobotsRules(List<Rule> rules) => _rules = rules;

    /// <summary>Gets rules that allow everything, for sites without robots.txt.</summary>
    public static RobotsRules AllowAll { get; } = new([]);

    /// <summary>Gets rules that disallow everything, for sites whose robots.txt is temporarily unavailable.</summary>
    public static RobotsRules DisallowAll { get; } = new([new Rule("/", false)]);

    /// <summary>Parses a robots.txt file. Unknown lines are ignored.</summary>
    /// <param name="text">The text of the file.</param>
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

    /// <summary>Determines whether a URL may be fetched.</summary>
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

    /// <summary>Normalizes a path for comparison as the RFC requires: non-ASCII characters are escaped, escaped letters, digits,
    /// and <c>-._~</c> are unescaped, and hexadecimal digits are uppercase.</summary>
    private static string Normalize(string path)
    {
        var escaped = NonAscii().Replace(path, match => Uri.EscapeDataString(match.Value));
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
    private static partial Regex NonAscii();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();

    /// <summary>Represents a rule. In its path, <c>*</c> matches any characters, and a trailing <c>$</c> matches the end.</summary>
    private readonly record struct Rule(string Path, bool Allows)
    {
        // A hostile file can contain thousands of wildcards, so matching must not backtrack.
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
