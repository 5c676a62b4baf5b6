using System.CommandLine;
using System.Globalization;

namespace Classifier.Cli.CommandLine;

/// <summary>Validates the values of options.</summary>
internal static class OptionExtensions
{
    /// <summary>Rejects values of an option that cannot be parsed, or are not valid.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isValid">Determines whether a parsed value is valid.</param>
    /// <param name="requirement">What the value must be, such as <c>a whole number from 1 to 10</c>.</param>
    public static void Require<T>(this Option option, Func<T, bool> isValid, string requirement)
        where T : IParsable<T> =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens.Count > 0
                && !(T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && isValid(value))
            )
            {
                result.AddError($"{option.Name} must be {requirement}, not '{result.Tokens[0].Value}'.");
            }
        });
}
