using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Features;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Models;

/// <summary>A model as read from its folder: checked against its manifest, flattened and immutable.</summary>
public sealed class ModelBundle
{
    /// <summary>The name of ML.NET's file in a model's folder.</summary>
    public const string ZipName = "model.zip";

    /// <summary>The name of the manifest.</summary>
    public const string ManifestName = "model.json";

    /// <summary>The name of the word vectors.</summary>
    public const string VectorsName = "vectors.bin";

    /// <summary>The name of the flat copy that is made beside the zip when a model is read.</summary>
    public const string CacheName = "model.flat";

    /// <summary>How far the flat scorer may be from ML.NET, in probability.</summary>
    public const float Tolerance = 1e-4f;

    private readonly Lazy<ModelZip> _zip;

    private ModelBundle(ModelManifest manifest, Featurizer featurizer, Lazy<ModelZip> zip, Scorer? scorer = null)
    {
        Manifest = manifest;
        Featurizer = featurizer;
        _zip = zip;
        Scorer = scorer ?? Scorer.Build(zip.Value, featurizer, manifest);
    }

    /// <summary>The task of telling topics.</summary>
    public const string TopicTask = "topic";

    /// <summary>The task of telling clickbait.</summary>
    public const string ClickbaitTask = "clickbait";

    /// <summary>What stands in its <c>model.json</c>.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The featurizer that the model was trained with.</summary>
    public Featurizer Featurizer { get; }

    /// <summary>The flat scorer of the model's task.</summary>
    internal Scorer Scorer { get; }

    /// <summary>Whether a headline has the same features in both models, but for the cues that the other one may have: the same
    /// n-grams, hashed alike, and the same known words, which count alike.</summary>
    internal bool SharesFeatures(ModelBundle other) =>
        !Manifest.Features.Cues
        && Manifest.VectorsSha256 == other.Manifest.VectorsSha256
        && Manifest.Features == other.Manifest.Features with { Cues = false };

    /// <summary>Reads a model and checks it: its files' hashes, and that it scores its probes as the manifest says, and as
    /// ML.NET does when the zip is laid out for the first time; later a flat copy beside the zip is read instead.</summary>
    /// <param name="folder">The folder with <c>model.zip</c> and <c>model.json</c>.</param>
    /// <param name="useCache">Whether to read that copy, and to write it where there is none; those who write models read them
    /// without.</param>
    /// <exception cref="ModelException">Something is missing, broken, or does not agree.</exception>
    public static ModelBundle Read(string folder, bool useCache = true)
    {
        try
        {
            var manifest = ReadOwnManifest(folder);
            CheckHashes(folder, manifest);
            var zip = ZipOf(folder, manifest);
            var vectors = VectorsOf(folder, manifest);
            if (useCache && ModelCache.Read(folder, manifest, vectors) is var (featurizer, scorer))
            {
                var copy = new ModelBundle(manifest, featurizer, zip, scorer);
                copy.CheckProbes(folder);
                return copy;
            }

            var bundle = new ModelBundle(manifest, new Featurizer(manifest.Features, vectors.Value), zip);
            bundle.CheckProbesWithMLNet(folder);
            bundle.CheckProbes(folder);
            if (useCache)
            {
                ModelCache.Write(folder, manifest, bundle.Featurizer, bundle.Scorer);
            }

            return bundle;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or JsonException
                        or ArgumentException
                        or FormatException
                        or InvalidOperationException
            )
        {
            throw new ModelException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Reads a model whose probes are not yet known: for those who write them.</summary>
    /// <param name="folder">The folder with the model's files; its manifest is not read.</param>
    /// <param name="manifest">The manifest to use.</param>
    public static ModelBundle ReadUnchecked(string folder, ModelManifest manifest)
    {
        CheckHashes(folder, manifest);
        return new ModelBundle(
            manifest,
            new Featurizer(manifest.Features, VectorsOf(folder, manifest).Value),
            ZipOf(folder, manifest)
        );
    }

    /// <summary>A bundle of a model that stands in no folder yet, to measure it with.</summary>
    /// <param name="manifest">Its manifest, as far as it is known.</param>
    /// <param name="featurizer">The featurizer that it was trained with.</param>
    /// <param name="zip">ML.NET's zip.</param>
    public static ModelBundle CreateDraft(ModelManifest manifest, Featurizer featurizer, Stream zip) =>
        new(manifest, featurizer, new Lazy<ModelZip>(new ModelZip(zip)));

    /// <summary>Scores headlines with ML.NET's own PredictionEngine, for comparison; slow.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <returns>For each headline the uncalibrated probabilities of all topics, or that of clickbait alone.</returns>
    public IReadOnlyList<float[]> PredictWithMLNet(IReadOnlyList<string> headlines) =>
        _zip.Value.Predict(headlines, Featurizer, Manifest.Task == TopicTask ? Manifest.Labels.Count : 0);

    /// <summary>Scores headlines with the flat scorer.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="calibrated">Whether to calibrate, as in serving, or not, as <see cref="PredictWithMLNet"/>.</param>
    public IReadOnlyList<float[]> Predict(IReadOnlyList<string> headlines, bool calibrated = true) =>
        Score(headlines, (features, logits) => Scorer.Finish(features, logits, calibrated));

    /// <summary>The logits of headlines, one for each label, before they are made probabilities; of a clickbait model those of
    /// its linear part alone.</summary>
    /// <param name="headlines">The headlines.</param>
    internal IReadOnlyList<float[]> Logits(IReadOnlyList<string> headlines) => Score(headlines, (_, _) => { });

    private float[][] Score(IReadOnlyList<string> headlines, Action<FeatureBuffer, float[]> finish)
    {
        var tokens = new TokenizedHeadline();
        var workspace = new ScoringWorkspace(Scorer.Linear);
        return
        [
            .. headlines.Select(headline =>
            {
                Tokenizer.Tokenize(headline, tokens);
                workspace.Read(tokens);
                var scores = new float[Manifest.Labels.Count];
                workspace.Score(scores);
                finish(workspace.Features, scores);
                return scores;
            }),
        ];
    }

    /// <summary>What each of the <see cref="ClickbaitCues"/> adds to the clickbait logit at 1 beside at 0, when all others
    /// are 0; empty for a topic model.</summary>
    public IReadOnlyList<float> GetCueEffects() =>
        Scorer is ClickbaitScorer clickbait ? clickbait.GetCueEffects(Featurizer.CueCount) : [];

    /// <summary>Reads a model's manifest alone: quick, and nothing is checked but the manifest itself.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="ModelException">It is missing, broken or of another format.</exception>
    public static ModelManifest ReadManifest(string folder)
    {
        try
        {
            return ReadOwnManifest(folder);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new ModelException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    private static ModelManifest ReadOwnManifest(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        var manifest =
            JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(path), ModelManifest.JsonOptions)
            ?? throw new InvalidDataException($"{ManifestName} is empty.");
        if (manifest.Format != ModelManifest.CurrentFormat)
        {
            throw new InvalidDataException(
                $"{ManifestName} has format {manifest.Format}, this program reads {ModelManifest.CurrentFormat}."
            );
        }

        if (manifest.Task is not (TopicTask or ClickbaitTask))
        {
            throw new InvalidDataException(
                $"{ManifestName} names the task “{manifest.Task}”, not {TopicTask} or {ClickbaitTask}."
            );
        }

        if (manifest.Labels.Count < (manifest.Task == TopicTask ? 2 : 1))
        {
            throw new InvalidDataException($"{ManifestName} has {manifest.Labels.Count} labels.");
        }

        if (manifest.Probes.Count == 0)
        {
            throw new InvalidDataException($"{ManifestName} has no probes, so nothing can be checked.");
        }

        return manifest;
    }

    private static void CheckHashes(string folder, ModelManifest manifest)
    {
        CheckHash(Path.Combine(folder, ZipName), manifest.Sha256);
        if (manifest.VectorsSha256 is { } sha)
        {
            CheckHash(Path.Combine(folder, VectorsName), sha);
        }
    }

    private static void CheckHash(string path, string sha256)
    {
        using var file = File.OpenRead(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(file));
        if (found != sha256)
        {
            throw new InvalidDataException(
                $"{Path.GetFileName(path)} has SHA-256 {found}, {ManifestName} says {sha256}; "
                    + "one of the two was changed or not copied whole."
            );
        }
    }

    private static Lazy<ModelZip> ZipOf(string folder, ModelManifest manifest) =>
        new(() =>
        {
            // By the time it is asked for, another model may stand there.
            CheckHash(Path.Combine(folder, ZipName), manifest.Sha256);
            using var file = File.OpenRead(Path.Combine(folder, ZipName));
            return new ModelZip(file);
        });

    private static Lazy<WordVectors?> VectorsOf(string folder, ModelManifest manifest) =>
        new(() =>
        {
            if (manifest.VectorsSha256 is not { } sha)
            {
                return null;
            }

            CheckHash(Path.Combine(folder, VectorsName), sha);
            using var file = File.OpenRead(Path.Combine(folder, VectorsName));
            return WordVectors.Read(file);
        });

    /// <summary>Whether scores are within <see cref="Tolerance"/> of those that are expected.</summary>
    internal static bool Agree(IReadOnlyList<float> expected, ReadOnlySpan<float> scores)
    {
        var agree = expected.Count == scores.Length;
        for (var label = 0; agree && label < scores.Length; label++)
        {
            agree = Math.Abs(expected[label] - scores[label]) <= Tolerance;
        }

        return agree;
    }

    private void CheckProbesWithMLNet(string folder)
    {
        var headlines = Manifest.Probes.Select(probe => probe.Headline).ToList();
        var expected = PredictWithMLNet(headlines);
        var raw = Predict(headlines, calibrated: false);
        for (var i = 0; i < headlines.Count; i++)
        {
            Compare(folder, headlines[i], "ML.NET", expected[i], raw[i]);
        }
    }

    private void CheckProbes(string folder)
    {
        var headlines = Manifest.Probes.Select(probe => probe.Headline).ToList();
        var scores = Predict(headlines);
        for (var i = 0; i < headlines.Count; i++)
        {
            Compare(folder, headlines[i], ManifestName, Manifest.Probes[i].Scores, scores[i]);
        }
    }

    private static void Compare(
        string folder,
        string headline,
        string who,
        IReadOnlyList<float> expected,
        float[] scores
    )
    {
        if (!Agree(expected, scores))
        {
            throw new ModelException(
                $"The model in {folder} is refused: for “{headline}” {who} gives "
                    + $"[{string.Join(", ", expected)}], but the model scores [{string.Join(", ", scores)}]."
            );
        }
    }
}
