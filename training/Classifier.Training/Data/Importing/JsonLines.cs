using System.Text.Json;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads files with one JSON object per line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads objects with their line numbers. Reports and skips invalid lines.</summary>
    public static IEnumerable<(int Line, T Value)> Read<T>(string path, Action<RowDefect> report)
    {
        foreach (var (line, text) in Import.ReadLines(path, report))
        {
            if (Parse<T>(text, line, report) is { } value)
            {
                yield return (line, value);
            }
        }
    }

    private static T? Parse<T>(string text, int line, Action<RowDefect> report)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options);
        }
        catch (JsonException e)
        {
            report(new RowDefect(RowDefectKind.Broken, line, $"byte {e.BytePositionInLine + 1}", DescribeProblem(e)));
            return default;
        }
    }

    /// <summary>Describes invalid JSON, or a value of the wrong type, for which the message of the exception names .NET
    /// types.</summary>
    private static string DescribeProblem(JsonException e) =>
        e.InnerException is JsonException
            ? $"the line is not valid JSON: {e.Message.Split(" Path:")[0]}"
            : $"the value of {e.Path?.TrimStart('$', '.') ?? "the line"} does not have the expected type.";
}
