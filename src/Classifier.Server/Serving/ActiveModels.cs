using System.Security.Cryptography;
using System.Text;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Server.Serving;

/// <summary>Identifies the models that are active in a folder of models.</summary>
/// <param name="TopicFolder">The folder of the active topic model; null if there are only clickbait models.</param>
/// <param name="ClickbaitFolder">The folder of the active clickbait model; null if there are only topic models.</param>
/// <param name="EncoderFolder">The folder of the active encoder; null if there is no accurate model.</param>
/// <param name="Fingerprint">A hash of versions and manifests. A manifest contains the hashes of the model's files.</param>
internal sealed record ActiveModels(
    string? TopicFolder,
    string? ClickbaitFolder,
    string? EncoderFolder,
    string Fingerprint
)
{
    /// <summary>Finds the active models.</summary>
    /// <param name="root">The folder of models.</param>
    /// <exception cref="ModelException">There is no active model, or a manifest cannot be read.</exception>
    public static ActiveModels Find(string root)
    {
        var (topic, clickbait) = ModelStore.FindModels(root);
        var encoder = EncoderBundle.Find(root);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var folder in new[] { topic, clickbait, encoder }.OfType<string>())
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(folder)));
                hash.AppendData(File.ReadAllBytes(Path.Combine(folder, ModelBundle.ManifestName)));
            }

            return new ActiveModels(topic, clickbait, encoder, Convert.ToHexString(hash.GetHashAndReset()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"A manifest cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Describes the files that decide which models are active and what they contain, by name, size, and time of the
    /// last change. The description changes while files are being copied.</summary>
    /// <param name="root">The folder of models.</param>
    public static string DescribeFiles(string root)
    {
        var description = new StringBuilder();
        foreach (var task in new[] { ModelBundle.TopicTask, ModelBundle.ClickbaitTask, EncoderBundle.FolderName })
        {
            try
            {
                Append(description, new FileInfo(Path.Combine(root, task, ActiveVersion.FileName)));
                foreach (var file in new DirectoryInfo(ModelStore.FindModel(root, task)).EnumerateFiles())
                {
                    if (file.Name != ModelBundle.CacheName && !file.Name.StartsWith('.'))
                    {
                        Append(description, file);
                    }
                }
            }
            catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
            {
                description.Append(e.Message).Append('\n');
            }
        }

        return description.ToString();
    }

    /// <summary>Loads the models, checks their hashes and probes, and warms them up.</summary>
    /// <param name="loadedAt">The current time.</param>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    public ModelSnapshot Load(DateTimeOffset loadedAt)
    {
        var encoder = Task.Run(() => EncoderFolder is null ? null : EncoderBundle.Read(EncoderFolder));
        var classifier = new HeadlineClassifier(
            TopicFolder is null ? null : ModelBundle.Read(TopicFolder),
            ClickbaitFolder is null ? null : ModelBundle.Read(ClickbaitFolder)
        );
        var snapshot = new ModelSnapshot(
            classifier,
            encoder.GetAwaiter().GetResult() is { } read ? new AccurateClassifier(read, classifier) : null,
            Fingerprint,
            loadedAt
        );
        snapshot.WarmUp();
        return snapshot;
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
