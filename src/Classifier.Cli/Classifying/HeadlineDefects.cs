using Classifier.Text;

namespace Classifier.Cli.Classifying;

/// <summary>Says in words why a text is no headline.</summary>
internal static class HeadlineDefects
{
    /// <summary>What is wrong with a text; null when it can be classified.</summary>
    public static string? Describe(string text) =>
        HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out var characters) switch
        {
            HeadlineError.None => null,
            HeadlineError.Empty => "the headline is empty",
            HeadlineError.TooLong =>
                $"the headline has {characters:N0} characters; {HeadlineValidator.MaxCharacters:N0} are allowed",
            _ =>
                "the headline is not text: it holds a control character, half of a surrogate pair or bytes that are not UTF-8",
        };
}
