using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Tuning;

/// <summary>Reads and writes the log of a tuning run: a line of JSON for each completed trial, so that an interrupted run can be
/// resumed.</summary>
internal sealed class TrialLog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _path;
    private readonly List<Trial> _trials;

    private TrialLog(string path, string key, List<Trial> trials)
    {
        _path = path;
        Key = key;
        _trials = trials;
    }

    /// <summary>Gets the key that identifies the data, vectors, seed, and task. A log with a different key is rejected.</summary>
    public string Key { get; }

    /// <summary>Gets the trials in the order of their completion.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Opens or creates a log.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="key">The key returned by <see cref="ComputeKey"/>.</param>
    /// <param name="resume"><see langword="true"/> to resume from an existing log.</param>
    /// <exception cref="TrainingDataException">A log exists, and either <paramref name="resume"/> is <see langword="false"/> or
    /// its key differs.</exception>
    public static TrialLog Open(string path, string key, bool resume)
    {
        if (!File.Exists(path))
        {
            return new TrialLog(path, key, []);
        }

        if (!resume)
        {
            throw new TrainingDataException(
                $"{path}: a log of trials already exists; use --resume to continue from it, or delete it."
            );
        }

        List<Trial> trials = [.. File.ReadLines(path).Select(Parse).OfType<Trial>()];
        if (trials.Any(trial => trial.Key != key))
        {
            throw new TrainingDataException(
                $"{path}: the log was created with different data, vectors, seed, or options; delete it, or use the same ones."
            );
        }

        return new TrialLog(path, key, trials);
    }

    /// <summary>Computes a key from everything that trials depend on: headlines, vectors, answers, seed, task, and size
    /// limit.</summary>
    public static string ComputeKey(Recipe recipe, TrainingSet set, long? maxBytes)
    {
        using var vectors = new MemoryStream();
        recipe.Vectors?.Write(vectors);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add($"{recipe.Task} {recipe.Seed} {maxBytes}");
        hash.AppendData(vectors.ToArray());
        hash.AppendData(recipe.Answers?.ComputeHash() ?? []);
        foreach (var text in set.WithoutTopic)
        {
            Add(text);
        }

        foreach (var (headline, _) in set.Headlines)
        {
            Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{headline.Text}\t{string.Join(RawRows.TopicSeparator, headline.Topics)}\t{headline.SecondTopic}\t"
                )
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"{headline.Bait}\t{headline.Weight}\t{headline.Origin}"
                    )
            );
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Finds the score of a completed trial.</summary>
    /// <returns>The score; <see langword="null"/> if the trial has not been run.</returns>
    public double? Find(TrialSettings settings, double share) =>
        _trials
            .FirstOrDefault(trial => trial.Settings == settings && trial.Share == share && trial.Model is null)
            ?.Score;

    /// <summary>Appends a trial and flushes it to disk.</summary>
    public void Add(Trial trial)
    {
        _trials.Add(trial);
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(trial, Json) + "\n"));
        file.Flush(flushToDisk: true);
    }

    // The last line may be incomplete if the run was interrupted.
    private static Trial? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Trial>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Represents a line of the log.</summary>
/// <param name="Key">The <see cref="TrialLog.Key"/>.</param>
/// <param name="Settings">The settings of the trial.</param>
/// <param name="Share">The fraction of the headlines used for training.</param>
/// <param name="Score">The score on held-out headlines; higher is better.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Model">The SHA-256 of the zip if the model was written to the output; <see langword="null"/> for a trial that
/// was only evaluated.</param>
internal sealed record Trial(
    string Key,
    TrialSettings Settings,
    double Share,
    double Score,
    double Seconds,
    string? Model
)
{
    /// <summary>Gets the predictions for the held-out headlines (see <see cref="Validation.Values"/>) as base64 of 16-bit floats;
    /// <see langword="null"/> for a trial on a part of the headlines.</summary>
    public string? Predictions { get; init; }

    /// <summary>Encodes predictions.</summary>
    internal static string Encode(IReadOnlyList<float> values) =>
        Convert.ToBase64String(MemoryMarshal.AsBytes(values.Select(value => (Half)value).ToArray().AsSpan()));

    /// <summary>Decodes the predictions; <see langword="null"/> if there are none.</summary>
    internal IReadOnlyList<float>? DecodePredictions() =>
        Predictions is null
            ? null
            :
            [
                .. MemoryMarshal
                    .Cast<byte, Half>(Convert.FromBase64String(Predictions))
                    .ToArray()
                    .Select(value => (float)value),
            ];
}
