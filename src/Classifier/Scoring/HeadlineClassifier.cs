using Classifier.Features;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Classifies news headlines by topic and clickbait strength. Instances are immutable and thread-safe; scoring takes no
/// locks.
/// </summary>
public sealed class HeadlineClassifier : IDisposable
{
    private const string ClickbaitTarget = "clickbait";

    private readonly Topic[] _topics;
    private readonly float[] _minScores;
    private readonly ModelVersions _versions;
    private readonly ThreadLocal<Workspace> _workspaces;

    /// <summary>Initializes a classifier with two models.</summary>
    /// <param name="topic">A topic model.</param>
    /// <param name="clickbait">A clickbait model.</param>
    /// <exception cref="ModelException">A model is for a different task.</exception>
    public HeadlineClassifier(ModelBundle topic, ModelBundle clickbait)
    {
        if (topic.Manifest.Task != ModelBundle.TopicTask || clickbait.Manifest.Task != ModelBundle.ClickbaitTask)
        {
            throw new ModelException(
                $"Expected a topic model and a clickbait model, but got models for {topic.Manifest.Task} and "
                    + $"{clickbait.Manifest.Task}."
            );
        }

        Topic = topic;
        Clickbait = clickbait;
        _topics = [.. topic.Manifest.Labels.Select(IptcTopics.FromId)];
        _minScores =
        [
            .. topic.Manifest.Labels.Select(label =>
                (float)(
                    topic.Manifest.TopicMinScores?.TryGetValue(label, out var minScore) == true
                        ? minScore
                        : topic.Manifest.MinScore
                )
            ),
        ];
        _versions = new ModelVersions(topic.Manifest.Version, clickbait.Manifest.Version);
        var merged = TryMerge(topic, clickbait);
        UsesMergedTable = merged is not null;
        _workspaces = new(() => new Workspace(topic, clickbait, merged));
    }

    /// <summary>Gets the topic model.</summary>
    public ModelBundle Topic { get; }

    /// <summary>Gets the clickbait model.</summary>
    public ModelBundle Clickbait { get; }

    /// <summary>
    /// Gets a value indicating whether the weights of both models are merged into one table, which makes scoring
    /// faster.
    /// </summary>
    internal bool UsesMergedTable { get; }

    /// <summary>
    /// Loads and verifies the active topic and clickbait models; see <see cref="ModelStore.FindModel"/>.
    /// </summary>
    /// <param name="modelsRoot">The root folder of the models; see <see cref="ModelStore.FindRoot"/>.</param>
    /// <exception cref="ModelException">A model is missing, damaged, or does not reproduce the scores in its
    /// manifest.</exception>
    public static HeadlineClassifier Load(string modelsRoot)
    {
        string[] folders =
        [
            ModelStore.FindModel(modelsRoot, ModelBundle.TopicTask),
            ModelStore.FindModel(modelsRoot, ModelBundle.ClickbaitTask),
        ];
        var clickbait = Task.Run(() => ModelBundle.Read(folders[1]));
        return new HeadlineClassifier(ModelBundle.Read(folders[0]), clickbait.GetAwaiter().GetResult());
    }

    /// <summary>
    /// Scores a headline without allocating memory. Use this method if you need only the probabilities.
    /// </summary>
    /// <param name="headline">Any text.</param>
    /// <param name="topicScores">Receives the calibrated probability of each label of <see cref="Topic"/>.</param>
    /// <returns>The calibrated probability of clickbait.</returns>
    public float Score(ReadOnlySpan<char> headline, Span<float> topicScores)
    {
        var workspace = ScoreHeadline(headline);
        workspace.Topics.CopyTo(topicScores);
        return workspace.ClickbaitProbability;
    }

    /// <summary>Classifies a headline without reasons and without allocating memory.</summary>
    /// <param name="headline">A text that <see cref="HeadlineValidator"/> accepts. The result for other text is
    /// deterministic but meaningless.</param>
    /// <param name="options">The options; <see cref="ClassifyOptions.Explain"/> is ignored.</param>
    /// <param name="into">Receives the scores; previous content is overwritten.</param>
    public void Classify(ReadOnlySpan<char> headline, ClassifyOptions options, HeadlineScores into) =>
        Classify(ScoreHeadline(headline), options, into);

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">A text that <see cref="HeadlineValidator"/> accepts. The result for other text is
    /// deterministic but meaningless.</param>
    /// <param name="options">The options, or null to use <see cref="ClassifyOptions.Default"/>.</param>
    public Classification Classify(string headline, ClassifyOptions? options = null)
    {
        options ??= ClassifyOptions.Default;
        var workspace = ScoreHeadline(headline);
        var scores = workspace.Scores;
        Classify(workspace, options, scores);
        var topics = scores.Topics.IsEmpty ? [] : new TopicScore[scores.Topics.Length];
        for (var i = 0; i < topics.Length; i++)
        {
            topics[i] = new TopicScore(_topics[scores.Topics[i]], scores.TopicScores[i]);
        }

        var (reasons, bases) = options.Explain ? Explain(headline, workspace, topics) : ([], []);
        return new Classification(
            headline,
            topics,
            scores.Clickbait,
            reasons,
            bases,
            scores.LanguageSupported,
            _versions
        );
    }

    /// <summary>Releases the per-thread buffers.</summary>
    public void Dispose() => _workspaces.Dispose();

    /// <summary>
    /// Merges the weights of both models into one table. Returns null if the models have different features, or if the
    /// merged table, whose rows are quantized together, does not reproduce the probes of both models.
    /// </summary>
    private static LinearScorer? TryMerge(ModelBundle topic, ModelBundle clickbait)
    {
        if (!topic.HasSameFeatures(clickbait))
        {
            return null;
        }

        var merged = LinearScorer.Merge(topic.Scorer.Linear, clickbait.Scorer.Linear);
        var workspace = new Workspace(topic, clickbait, merged);
        foreach (var model in new[] { topic, clickbait })
        {
            foreach (var probe in model.Manifest.Probes)
            {
                workspace.Score(probe.Headline);
                if (
                    !ModelBundle.AreWithinTolerance(
                        probe.Scores,
                        model == topic ? workspace.Topics : workspace.Clickbait
                    )
                )
                {
                    return null;
                }
            }
        }

        return merged;
    }

    private Workspace ScoreHeadline(ReadOnlySpan<char> headline)
    {
        var workspace = _workspaces.Value!;
        workspace.Score(headline);
        return workspace;
    }

    private void Classify(Workspace workspace, ClassifyOptions options, HeadlineScores into)
    {
        into.SelectTopics(workspace.Topics, _minScores, options);
        into.Clickbait = new ClickbaitScore(workspace.ClickbaitProbability, GetBand(workspace.ClickbaitProbability));
        into.LanguageSupported = LanguageDetector.IsEnglish(
            workspace.Headline,
            workspace.TopicFeatures.Rows.Words,
            Topic.Manifest.Features.VectorSize > 0
        );
    }

    private ClickbaitBand GetBand(float score) =>
        Clickbait.Manifest.Bands is not { } bands ? ClickbaitBand.None
        : score >= bands.Heavy ? ClickbaitBand.Heavy
        : score >= bands.Considerable ? ClickbaitBand.Considerable
        : score >= bands.Slight ? ClickbaitBand.Slight
        : ClickbaitBand.None;

    private (List<Reason> Reasons, List<LogitBase> Bases) Explain(
        string headline,
        Workspace workspace,
        TopicScore[] topics
    )
    {
        var reasons = new List<Reason>();
        var bases = new List<LogitBase>();
        var tokens = workspace.Headline.Tokens;
        var (topicScorer, clickbaitScorer) = ((TopicScorer)Topic.Scorer, (ClickbaitScorer)Clickbait.Scorer);
        var logits = workspace.GetLinearLogits();
        var features = workspace.ClickbaitFeatures;
        var parts = new LogitParts(ClickbaitTarget, tokens.Length, features.Cues.Length);
        parts.AddConstant(clickbaitScorer.Bias);
        parts.AddLinear(workspace.ClickbaitLinear, features, workspace.ClickbaitLabel, clickbaitScorer.LinearShare);
        parts.AddTrees(clickbaitScorer.Trees, features, clickbaitScorer.TreeShare);
        bases.Add(
            new LogitBase(
                ClickbaitTarget,
                parts.Collect(headline, tokens, reasons),
                clickbaitScorer.GetLogit(features, logits[^1])
            )
        );
        features = workspace.TopicFeatures;
        foreach (var score in topics)
        {
            var label = Array.IndexOf(_topics, score.Topic);
            parts = new LogitParts(score.Topic.Id, tokens.Length, features.Cues.Length);
            parts.AddLinear(workspace.TopicLinear, features, label, topicScorer.Scale);
            bases.Add(
                new LogitBase(
                    score.Topic.Id,
                    parts.Collect(headline, tokens, reasons),
                    logits[label] * topicScorer.Scale
                )
            );
        }

        LogitParts.SumWeakest(reasons);
        return (reasons, bases);
    }

    /// <summary>Holds the buffers of one thread.</summary>
    private sealed class Workspace
    {
        private readonly Scorer _topic;
        private readonly Scorer _clickbait;
        private readonly float[] _scores;

        /// <summary>The linear scorers to evaluate in order: a single one if the models are merged.</summary>
        private readonly ScoringWorkspace[] _parts;

        public Workspace(ModelBundle topic, ModelBundle clickbait, LinearScorer? merged)
        {
            (_topic, _clickbait) = (topic.Scorer, clickbait.Scorer);
            _scores = new float[topic.Manifest.Labels.Count + 1];
            var first = new ScoringWorkspace(merged ?? _topic.Linear);
            _parts = merged is not null ? [first] : [first, new ScoringWorkspace(_clickbait.Linear)];
        }

        public TokenizedHeadline Headline { get; } = new();

        public HeadlineScores Scores { get; } = new();

        public FeatureBuffer TopicFeatures => _parts[0].Features;

        public FeatureBuffer ClickbaitFeatures => _parts[^1].Features;

        /// <summary>Gets the linear scorer whose first labels are the topics.</summary>
        public LinearScorer TopicLinear => _parts[0].Linear;

        /// <summary>Gets the linear scorer whose last label is clickbait.</summary>
        public LinearScorer ClickbaitLinear => _parts[^1].Linear;

        /// <summary>Gets the index of clickbait among the labels of <see cref="ClickbaitLinear"/>.</summary>
        public int ClickbaitLabel => _parts[^1].LabelCount - 1;

        /// <summary>Gets the probabilities of the topics.</summary>
        public Span<float> Topics => _scores.AsSpan(0, _scores.Length - 1);

        /// <summary>Gets the probability of clickbait as a span of length one.</summary>
        public Span<float> Clickbait => _scores.AsSpan(_scores.Length - 1);

        /// <summary>Gets the probability of clickbait.</summary>
        public float ClickbaitProbability => _scores[^1];

        public void Score(ReadOnlySpan<char> headline)
        {
            Tokenizer.Tokenize(headline, Headline);
            foreach (var part in _parts)
            {
                part.Featurize(Headline);
            }

            ComputeLinearLogits(_scores);
            _clickbait.ToProbabilities(ClickbaitFeatures, Clickbait);
            _topic.ToProbabilities(TopicFeatures, Topics);
        }

        /// <summary>Returns the logits of the linear models for the current headline: topics, then clickbait.</summary>
        public float[] GetLinearLogits()
        {
            var logits = new float[_scores.Length];
            ComputeLinearLogits(logits);
            return logits;
        }

        private void ComputeLinearLogits(Span<float> logits)
        {
            foreach (var part in _parts)
            {
                part.Score(logits[..part.LabelCount]);
                logits = logits[part.LabelCount..];
            }
        }
    }
}
