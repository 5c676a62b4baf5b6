using System.Text.Json;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>What a reader sees on a saved page.</summary>
/// <param name="Page">The page's file name.</param>
/// <param name="Headline">The article's headline.</param>
/// <param name="HeadlineAlt">Other forms of it that are printed as well: a string, an array of strings, or nothing.</param>
/// <param name="Modules">The lists of other headlines, in document order.</param>
public sealed record PageGold(
    string Page,
    string? Headline,
    JsonElement? HeadlineAlt,
    IReadOnlyList<PageGoldModule> Modules
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Every form of the headline that is right.</summary>
    public IEnumerable<string> Headlines =>
        (
            HeadlineAlt?.ValueKind switch
            {
                JsonValueKind.String => [HeadlineAlt.Value.GetString()!],
                JsonValueKind.Array => HeadlineAlt
                    .Value.EnumerateArray()
                    .Select(alternative => alternative.GetString()!),
                _ => Enumerable.Empty<string>(),
            }
        ).Append(Headline ?? "");

    /// <summary>Reads a file <c>NAME.gold.json</c>.</summary>
    /// <exception cref="TrainingDataException">It is no such file.</exception>
    public static PageGold Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PageGold>(File.ReadAllBytes(path), Options) is { Modules: not null } gold
                ? gold
                : throw new TrainingDataException($"{path}: there are no modules.");
        }
        catch (JsonException exception)
        {
            throw new TrainingDataException($"{path}: {exception.Message}");
        }
    }
}

/// <summary>A list of headlines on a page.</summary>
/// <param name="Title">The heading that names it; null when it has none.</param>
/// <param name="Kind">"editorial" or "sponsored".</param>
/// <param name="Optional">Whether it need not be found.</param>
/// <param name="Items">Its headlines.</param>
public sealed record PageGoldModule(string? Title, string Kind, bool Optional, IReadOnlyList<PageGoldItem> Items);

/// <summary>A headline in a list.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Href">Its link as written.</param>
public sealed record PageGoldItem(string Text, string? Href);
