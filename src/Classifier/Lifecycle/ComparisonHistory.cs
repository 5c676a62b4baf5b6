using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Represents all comparisons of a model, oldest first, stored in its folder beside the latest one.</summary>
public sealed class ComparisonHistory
{
    /// <summary>The name of the file in the folder of the new model, with one record per line.</summary>
    internal const string FileName = "comparisons.jsonl";

    private static readonly JsonTypeInfo<ComparisonRecord> Json = new LibraryJson(
        new(ModelManifest.JsonOptions)
        {
            WriteIndented = false,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        }
    ).ComparisonRecord;

    private ComparisonHistory(IReadOnlyList<ComparisonRecord> records) => Records = records;

    /// <summary>Gets the records, oldest first.</summary>
    public IReadOnlyList<ComparisonRecord> Records { get; }

    /// <summary>Reads the comparisons from a model folder. Invalid lines are ignored.</summary>
    public static ComparisonHistory Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        List<ComparisonRecord> records = File.Exists(path)
            ? [.. File.ReadLines(path).Select(Parse).OfType<ComparisonRecord>()]
            : [];
        // Before this file existed, only the latest comparison was stored.
        if (
            ComparisonRecord.Read(folder) is { } latest
            && !records.Exists(record => Serialize(record) == Serialize(latest))
        )
        {
            records.Add(latest);
        }

        return new ComparisonHistory(records);
    }

    /// <summary>Returns the comparisons of two models in their current state, oldest first. A comparison replaces an earlier one on
    /// the same data with the same rules.</summary>
    public IReadOnlyList<ComparisonRecord> GetCurrent(IModelManifest old, IModelManifest @new) =>
        [
            .. Records
                .Where(record => record.Old.Matches(old) && record.New.Matches(@new))
                .Reverse()
                .DistinctBy(GetKey)
                .Reverse(),
        ];

    /// <summary>Returns a key that is equal for comparisons in the same task on the same data with the same rules.</summary>
    internal static string GetKey(ComparisonRecord record) =>
        $"{record.Task}; "
        + string.Join(' ', record.Data.Select(file => file.Sha256).Order(StringComparer.Ordinal))
        + "; "
        + string.Join("; ", record.Rules.Order(StringComparer.Ordinal));

    /// <summary>Appends a record to the comparisons in a model folder.</summary>
    internal static void Append(string folder, ComparisonRecord record) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName),
            string.Concat(Read(folder).Records.Append(record).Select(entry => Serialize(entry) + "\n"))
        );

    private static string Serialize(ComparisonRecord record) => JsonSerializer.Serialize(record, Json);

    private static ComparisonRecord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
