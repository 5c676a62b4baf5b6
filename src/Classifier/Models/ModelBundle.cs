using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Classifier.Features;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Models;

/// <summary>
/// Represents a model loaded from its folder and verified against its manifest. Instances are immutable.
/// </summary>
public sealed class ModelBundle
{
    /// <summary>The name of the topic classification task.</summary>
    public const string TopicTask = "topic";

    /// <summary>The name of the clickbait scoring task.</summary>
    public const string ClickbaitTask = "clickbait";

    /// <summary>Gets the tasks of the fast models.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [TopicTask, ClickbaitTask];

    /// <summary>The name of the ML.NET model file in a model's folder.</summary>
    public const string ZipName = "model.zip";

    /// <summary>The name of the manifest file.</summary>
    public const string ManifestName = "model.json";

    /// <summary>The name of the word vector file.</summary>
    public const string VectorsName = "vectors.bin";

    /// <summary>The name of the cache file, see <see cref="ModelCache"/>.</summary>
    public const string CacheName = "model.flat";

    /// <summary>The maximum difference between a probability computed by the scorer and by ML.NET.</summary>
    public const float Tolerance = 1e-4f;

    /// <summary>The ML.NET model; null if the program cannot read it.</summary>
    private readonly Lazy<ModelZip>? _zip;

    private ModelBundle(ModelManifest manifest, Featurizer featurizer, Scorer scorer, Lazy<ModelZip>? zip)
    {
        Manifest = manifest;
        Featurizer = featurizer;
        Scorer = scorer;
        _zip = zip;
    }

    [RequiresDynamicCode(ModelZip.DynamicCode)]
    private ModelBundle(ModelManifest manifest, Featurizer featurizer, Lazy<ModelZip> zip)
        : this(manifest, featurizer, Scorer.Build(zip.Value, featurizer, manifest), zip) { }

    /// <summary>Gets the content of <c>model.json</c>.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Gets the featurizer that the model was trained with.</summary>
    public Featurizer Featurizer { get; }

    /// <summary>Gets the scorer of the model's task.</summary>
    internal Scorer Scorer { get; }

    /// <summary>
    /// Determines whether a headline has the same features in both models, apart from cues of the other model: the same
    /// n-grams, hash buckets, known words and word weights.
    /// </summary>
    internal bool HasSameFeatures(ModelBundle other) =>
        !Manifest.Features.Cues
        && Manifest.VectorsSha256 == other.Manifest.VectorsSha256
        && Manifest.Features == other.Manifest.Features with { Cues = false };

    /// <summary>
    /// Reads and verifies a model: the hashes of its files and the scores of its probes. If there is no valid cache,
    /// also compares the scores with those of ML.NET. A program that was compiled ahead of time needs a valid cache.
    /// </summary>
    /// <param name="folder">The folder that contains <c>model.zip</c> and <c>model.json</c>.</param>
    /// <param name="useCache">True to read the cache file next to the zip, or to write it if it is missing or outdated.
    /// Pass false before the model is complete.</param>
    /// <exception cref="ModelException">A file is missing or damaged, or the scores differ.</exception>
    public static ModelBundle Read(string folder, bool useCache = true)
    {
        try
        {
            // A copied folder is another version, whatever its manifest says.
            var manifest = ModelFiles.ReadManifest(folder) with
            {
                Version = GetVersion(folder),
            };
            ModelFiles.VerifyHashes(folder, manifest);
            var vectors = ModelFiles.OpenVectors(folder, manifest);
            if (useCache && ModelCache.Read(folder, manifest, vectors) is var (featurizer, scorer))
            {
                var copy = new ModelBundle(
                    manifest,
                    featurizer,
                    scorer,
                    ModelZip.IsSupported ? ModelFiles.OpenZip(folder, manifest) : null
                );
                copy.VerifyProbes(folder);
                return copy;
            }

            if (!ModelZip.IsSupported)
            {
                throw CreateUncachedException(folder);
            }

            var bundle = new ModelBundle(
                manifest,
                new Featurizer(manifest.Features, vectors.Value),
                ModelFiles.OpenZip(folder, manifest)
            );
            bundle.VerifyProbesWithMLNet(folder);
            bundle.VerifyProbes(folder);
            if (useCache)
            {
                ModelCache.Write(folder, manifest, bundle.Featurizer, bundle.Scorer);
            }

            return bundle;
        }
        catch (Exception e) when (e is not ModelException)
        {
            // A damaged file can cause any exception in the readers of its format, including OutOfMemoryException.
            throw new ModelException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Returns the version of the model in a folder, which is the name of the folder.</summary>
    internal static string GetVersion(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>Reads a model without verifying its probes, which are not known before the model is complete.</summary>
    /// <param name="folder">The folder with the model's files; the manifest file is ignored.</param>
    /// <param name="manifest">The manifest to use.</param>
    [RequiresDynamicCode(ModelZip.DynamicCode)]
    public static ModelBundle ReadUnchecked(string folder, ModelManifest manifest)
    {
        ModelFiles.VerifyHashes(folder, manifest);
        return new ModelBundle(
            manifest,
            new Featurizer(manifest.Features, ModelFiles.OpenVectors(folder, manifest).Value),
            ModelFiles.OpenZip(folder, manifest)
        );
    }

    /// <summary>Creates a bundle for a model that is not saved yet, to evaluate it.</summary>
    /// <param name="manifest">The manifest, as far as it is known.</param>
    /// <param name="featurizer">The featurizer that the model was trained with.</param>
    /// <param name="zip">The ML.NET model.</param>
    [RequiresDynamicCode(ModelZip.DynamicCode)]
    public static ModelBundle CreateDraft(ModelManifest manifest, Featurizer featurizer, Stream zip) =>
        new(manifest, featurizer, new Lazy<ModelZip>(new ModelZip(zip)));

    /// <summary>Scores headlines with the prediction engine of ML.NET, for comparison. This is slow.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <returns>For each headline, the uncalibrated probabilities of all topics, or the probability of
    /// clickbait.</returns>
    [RequiresDynamicCode(ModelZip.DynamicCode)]
    public IReadOnlyList<float[]> PredictWithMLNet(IReadOnlyList<string> headlines) =>
        _zip!.Value.Predict(headlines, Featurizer, Manifest.Task == TopicTask ? Manifest.Labels.Count : 0);

    /// <summary>Scores headlines.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="calibrated">True to calibrate the probabilities as in serving; false to return those of
    /// <see cref="PredictWithMLNet"/>.</param>
    /// <returns>For each headline, the probability of each label.</returns>
    public IReadOnlyList<float[]> Predict(IReadOnlyList<string> headlines, bool calibrated = true) =>
        Score(headlines, (features, logits) => Scorer.ToProbabilities(features, logits, calibrated));

    /// <summary>
    /// Computes the logits of headlines, one for each label. For a clickbait model, these are the logits of the linear
    /// part only.
    /// </summary>
    /// <param name="headlines">The headlines.</param>
    internal IReadOnlyList<float[]> PredictLogits(IReadOnlyList<string> headlines) => Score(headlines, (_, _) => { });

    private float[][] Score(IReadOnlyList<string> headlines, Action<FeatureBuffer, float[]> finish)
    {
        var tokens = new TokenizedHeadline();
        var workspace = new ScoringWorkspace(Scorer.Linear);
        return
        [
            .. headlines.Select(headline =>
            {
                Tokenizer.Tokenize(headline, tokens);
                workspace.Featurize(tokens);
                var scores = new float[Manifest.Labels.Count];
                workspace.Score(scores);
                finish(workspace.Features, scores);
                return scores;
            }),
        ];
    }

    /// <summary>
    /// Computes the change of the clickbait logit when one of the <see cref="ClickbaitCues"/> goes from 0 to 1 while
    /// all others are 0. Returns an empty list for a topic model.
    /// </summary>
    public IReadOnlyList<float> GetCueEffects() =>
        Scorer is ClickbaitScorer clickbait ? clickbait.GetCueEffects(Featurizer.CueCount) : [];

    /// <summary>Reads the manifest of a model without verifying the model's files.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <exception cref="ModelException">The manifest is missing or damaged, or has an unsupported format.</exception>
    public static ModelManifest ReadManifest(string folder)
    {
        try
        {
            return ModelFiles.ReadManifest(folder);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new ModelException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Finds the word vectors of a model: in its folder, or in that of another model in the same root folder, because packages
    /// contain vectors that models share only once.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <returns>The path of the vectors; null if the model has none or they are missing.</returns>
    /// <exception cref="ModelException">The manifest is missing or damaged, or has an unsupported format.</exception>
    public static string? FindVectors(string folder) =>
        ReadManifest(folder).VectorsSha256 is { } sha256
        && ModelFiles.FindVectors(folder, sha256) is var path
        && File.Exists(path)
            ? path
            : null;

    /// <summary>Determines whether scores are within <see cref="Tolerance"/> of the expected ones.</summary>
    internal static bool AreWithinTolerance(IReadOnlyList<float> expected, ReadOnlySpan<float> scores)
    {
        var within = expected.Count == scores.Length;
        for (var label = 0; within && label < scores.Length; label++)
        {
            within = Math.Abs(expected[label] - scores[label]) <= Tolerance;
        }

        return within;
    }

    private static ModelException CreateUncachedException(string folder) =>
        new(
            $"The model in {folder} has no valid {CacheName}, and this program cannot make it from {ZipName}: it was compiled ahead of "
                + "time, without ML.NET. Make it with the command line of the same version: classifier models verify --models "
                + Path.GetFullPath(Path.Combine(folder, "..", ".."))
        );

    [RequiresDynamicCode(ModelZip.DynamicCode)]
    private void VerifyProbesWithMLNet(string folder)
    {
        var headlines = Manifest.Probes.Select(probe => probe.Headline).ToList();
        var expected = PredictWithMLNet(headlines);
        var raw = Predict(headlines, calibrated: false);
        for (var i = 0; i < headlines.Count; i++)
        {
            CheckScores(folder, headlines[i], "ML.NET", expected[i], raw[i]);
        }
    }

    private void VerifyProbes(string folder)
    {
        var headlines = Manifest.Probes.Select(probe => probe.Headline).ToList();
        var scores = Predict(headlines);
        for (var i = 0; i < headlines.Count; i++)
        {
            CheckScores(folder, headlines[i], ManifestName, Manifest.Probes[i].Scores, scores[i]);
        }
    }

    private static void CheckScores(
        string folder,
        string headline,
        string source,
        IReadOnlyList<float> expected,
        float[] scores
    )
    {
        if (!AreWithinTolerance(expected, scores))
        {
            throw new ModelException(
                $"The model in {folder} is rejected: for the headline “{headline}”, {source} gives "
                    + $"[{string.Join(", ", expected)}], but the model scores [{string.Join(", ", scores)}]."
            );
        }
    }
}
