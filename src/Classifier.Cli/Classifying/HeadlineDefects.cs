using Classifier.Text;

namespace Classifier.Cli.Classifying;

/// <summary>Describes why a text cannot be classified.</summary>
internal static class HeadlineDefects
{
    /// <summary>Returns the reason why a text cannot be classified, or null if it can.</summary>
    public static string? Describe(string text) =>
        HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out var characters) switch
        {
            HeadlineError.None => null,
            HeadlineError.Empty => "the headline is empty",
            HeadlineError.TooLong =>
                $"the headline has {characters:N0} characters; the maximum is {HeadlineValidator.MaxCharacters:N0}",
            _ =>
                "the headline is not valid text: it contains a control character, an unpaired surrogate or bytes that are not UTF-8",
        };
}
