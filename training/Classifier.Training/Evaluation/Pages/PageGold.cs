using System.Text.Json;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>Represents the gold annotation of a page.</summary>
/// <param name="Page">The file name of the page.</param>
/// <param name="Headline">The headline of the article.</param>
/// <param name="HeadlineAlt">Other displayed forms of the headline that are also accepted: a string, an array of strings, or null.</param>
/// <param name="Modules">The lists of other headlines in document order.</param>
internal sealed record PageGold(
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

    /// <summary>Gets every accepted form of the headline.</summary>
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
    /// <exception cref="TrainingDataException">The file is not a gold file.</exception>
    public static PageGold Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PageGold>(File.ReadAllBytes(path), Options) is { Modules: not null } gold
                ? gold
                : throw new TrainingDataException($"{path}: the property modules is missing.");
        }
        catch (JsonException exception)
        {
            throw new TrainingDataException($"{path}: {exception.Message}");
        }
    }
}

/// <summary>Represents a list of headlines in the gold.</summary>
/// <param name="Title">The heading of the list; null if it has none.</param>
/// <param name="Kind">"editorial" or "sponsored".</param>
/// <param name="Optional">True if the list is neither required nor counted as wrong.</param>
/// <param name="Items">The headlines of the list.</param>
internal sealed record PageGoldModule(string? Title, string Kind, bool Optional, IReadOnlyList<PageGoldItem> Items);

/// <summary>Represents a headline of a list in the gold.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Href">The link as written.</param>
internal sealed record PageGoldItem(string Text, string? Href);
