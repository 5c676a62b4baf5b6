using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Tuning;

/// <summary>The log of a tuning: a line of JSON for each trial, written when it ends, so that an interrupted tuning can go on
/// from it.</summary>
public sealed class TrialLog
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

    /// <summary>Stands for data, vectors, seed and task: a log of others is refused.</summary>
    public string Key { get; }

    /// <summary>The trials, in the order in which they ended.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Opens a log.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">See <see cref="KeyOf"/>.</param>
    /// <param name="resume">Whether to go on with a log that is there.</param>
    /// <exception cref="TrainingDataException">There is a log and it is not to be gone on with, or is of other data.</exception>
    public static TrialLog Open(string path, string key, bool resume)
    {
        if (!File.Exists(path))
        {
            return new TrialLog(path, key, []);
        }

        if (!resume)
        {
            throw new TrainingDataException(
                $"{path}: there is a log of trials; go on with it by --resume, or delete it."
            );
        }

        List<Trial> trials = [.. File.ReadLines(path).Select(Parse).OfType<Trial>()];
        if (trials.Any(trial => trial.Key != key))
        {
            throw new TrainingDataException(
                $"{path}: the log is of other data, vectors, seed or options; delete it, or give what it was made with."
            );
        }

        return new TrialLog(path, key, trials);
    }

    /// <summary>A key for all that trials depend on: the headlines as they are learned from, vectors, encodings, seed, task and size.</summary>
    public static string KeyOf(Recipe recipe, TrainingSet set, long? maxBytes)
    {
        using var vectors = new MemoryStream();
        recipe.Vectors?.Write(vectors);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add($"{recipe.Task} {recipe.Seed} {maxBytes}");
        hash.AppendData(vectors.ToArray());
        hash.AppendData(recipe.Encodings?.Hash() ?? []);
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

    /// <summary>The score of a trial that was made before; null where it was not.</summary>
    public double? Find(TrialSettings settings, double share) =>
        _trials
            .FirstOrDefault(trial => trial.Settings == settings && trial.Share == share && trial.Model is null)
            ?.Score;

    /// <summary>Adds a trial; it is on the disk when this returns.</summary>
    public void Add(Trial trial)
    {
        _trials.Add(trial);
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(trial, Json) + "\n"));
        file.Flush(flushToDisk: true);
    }

    // The last line of a log that was cut off is no trial.
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

/// <summary>One line of a log.</summary>
/// <param name="Key">See <see cref="TrialLog.Key"/>.</param>
/// <param name="Settings">What was tried.</param>
/// <param name="Share">The share of the headlines that it learned from.</param>
/// <param name="Score">How good it was on headlines that it did not learn from, more is better.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Model">The SHA-256 of the zip, where the model was written to the output; null for a trial alone.</param>
public sealed record Trial(
    string Key,
    TrialSettings Settings,
    double Share,
    double Score,
    double Seconds,
    string? Model
);
