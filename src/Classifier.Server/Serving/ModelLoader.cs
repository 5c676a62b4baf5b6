using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Canary;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Serving;

/// <summary>Loads the versions that a folder of models selects: the active and the labeled ones. Versions that are loaded already are
/// kept, and those that were in use before stay as long as there is room.</summary>
/// <param name="root">The folder of models.</param>
/// <param name="maxVersions">The maximum number of loaded versions of each task.</param>
/// <param name="canary">The settings of the canary.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelLoader(string root, int maxVersions, CanaryOptions canary, TimeProvider time)
{
    /// <summary>The setting that contains the maximum number of loaded versions of each task.</summary>
    public const string MaxVersionsKey = "Classifier:MaxVersions";

    /// <summary>The default of <see cref="MaxVersionsKey"/>.</summary>
    public const int DefaultMaxVersions = 3;

    /// <summary>Gets the folder of models.</summary>
    public string Root => root;

    /// <summary>Loads the selected versions, checks their hashes and probes, and warms them up.</summary>
    /// <param name="current">The loaded models; null if there are none.</param>
    /// <returns>The models, which are <paramref name="current"/> if nothing has changed, and the reasons why labeled versions were
    /// refused. A label whose version is refused keeps the version that it had.</returns>
    /// <exception cref="ModelException">An active version is missing or damaged.</exception>
    public (LoadedModels Models, IReadOnlyList<string> Refusals) Load(LoadedModels? current)
    {
        var folders = FindFolders();

        // A running server leaves the other cores to its callers.
        var tasks = current is null
            ? Task.WhenAll(folders.Select(task => Task.Run(() => Load(task, null)))).GetAwaiter().GetResult()
            : [.. folders.Select(task => Load(task, current.Find(task.Task)))];
        LoadedTask[] loaded = [.. tasks.Select(task => task.Loaded)];
        return (
            current?.IsSameAs(loaded) is true ? current : new LoadedModels(loaded, current, canary, time.GetUtcNow()),
            [.. tasks.SelectMany(task => task.Refusals)]
        );
    }

    /// <summary>Describes the files that decide which models serve and what they contain, by name, size, and time of the last change.
    /// The description changes while files are being copied.</summary>
    public string DescribeFiles()
    {
        var description = new StringBuilder();
        try
        {
            foreach (var task in FindFolders())
            {
                Append(description, new FileInfo(Path.Combine(root, task.Task, ActiveVersion.FileName)));
                foreach (var folder in task.Labels.Values.Prepend(task.Active).Distinct())
                {
                    Append(description, folder);
                }
            }
        }
        catch (ModelException e)
        {
            description.Append(e.Message).Append('\n');
        }

        return description.ToString();
    }

    private List<ServingFolders> FindFolders()
    {
        var (topic, clickbait) = ModelStore.FindServing(root);
        var encoder = ModelStore.FindServing(root, EncoderBundle.FolderName);
        return [.. new[] { clickbait, encoder, topic }.OfType<ServingFolders>()];
    }

    private (LoadedTask Loaded, List<string> Refusals) Load(ServingFolders folders, LoadedTask? current)
    {
        var refusals = new List<string>();
        var active = Load(folders.Task, folders.Active, current);
        var versions = new List<LoadedVersion> { active };
        var labels = new Dictionary<string, LoadedVersion>();
        foreach (var (label, folder) in folders.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            try
            {
                labels[label] = Load(folders.Task, folder, current, versions);
            }
            catch (ModelException e)
            {
                refusals.Add($"The version with the label {label} is not served. {e.Message}");
                if (
                    current?.Labels.GetValueOrDefault(label) is { } kept
                    && (versions.Contains(kept) || HasRoom(versions))
                )
                {
                    labels[label] = kept;
                }
                else
                {
                    continue;
                }
            }

            if (!versions.Contains(labels[label]))
            {
                versions.Add(labels[label]);
            }
        }

        versions.AddRange(
            (current?.Versions ?? [])
                .Where(version => versions.TrueForAll(other => other.Version != version.Version))
                .Take(maxVersions - versions.Count)
                .ToList()
        );
        var since = current?.Active == active ? current.ActiveSince : time.GetUtcNow();
        return (new LoadedTask(folders.Task, versions, labels, since), refusals);
    }

    /// <summary>Loads a labeled version if there is room for it.</summary>
    private LoadedVersion Load(string task, string folder, LoadedTask? current, List<LoadedVersion> versions)
    {
        var version = Path.GetFileName(folder);
        return versions.Find(loaded => loaded.Version == version)
            ?? (
                HasRoom(versions)
                    ? Load(task, folder, current)
                    : throw new ModelException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{task}/{version} is not loaded, because {MaxVersionsKey} is {maxVersions}. Raise it, or remove a label."
                        )
                    )
            );
    }

    private bool HasRoom(List<LoadedVersion> versions) => versions.Count < maxVersions;

    private LoadedVersion Load(string task, string folder, LoadedTask? current)
    {
        var version = Path.GetFileName(folder);
        var fingerprint = ReadFingerprint(folder);
        if (
            current?.Versions.FirstOrDefault(loaded => loaded.Version == version) is { } loaded
            && loaded.Fingerprint == fingerprint
        )
        {
            return loaded;
        }

        var isEncoder = task == EncoderBundle.FolderName;
        var model = isEncoder ? null : ModelBundle.Read(folder);
        var encoder = isEncoder ? EncoderBundle.Read(folder) : null;
        var topics = encoder?.Manifest.Labels ?? (task == ModelBundle.TopicTask ? model!.Manifest.Labels : []);
        var read = new LoadedVersion(task, version, fingerprint, time.GetUtcNow())
        {
            Model = model,
            Encoder = encoder,
            Tally = new ScoreTally(topics),
        };
        if (model is not null && model.Manifest.Task != task)
        {
            throw new ModelException($"{folder} contains a {model.Manifest.Task} model; expected a {task} model.");
        }

        return ReadFingerprint(folder) == fingerprint
            ? read
            : throw new ModelException($"The model in {folder} was replaced while it was read.");
    }

    private static string ReadFingerprint(string folder)
    {
        try
        {
            return Convert.ToHexString(
                SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, ModelBundle.ManifestName)))
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    private static void Append(StringBuilder description, string folder)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (file.Name != ModelBundle.CacheName && !file.Name.StartsWith('.'))
                {
                    Append(description, file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            description.Append(e.Message).Append('\n');
        }
    }

    private static void Append(StringBuilder description, FileInfo file)
    {
        if (file.Exists)
        {
            description.Append(file.FullName).Append(' ').Append(file.Length).Append(' ');
            description.Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        }
    }
}
