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
    /// <summary>The <see cref="Reason.Target"/> of reasons for the clickbait score.</summary>
    internal const string ClickbaitTarget = "clickbait";

    private readonly ModelBundle? _topicModel;
    private readonly ModelBundle? _clickbaitModel;
    private readonly Topic[] _topics;
    private readonly float[] _minScores;
    private readonly ModelVersions _versions;
    private readonly ThreadLocal<Workspace> _workspaces;

    /// <summary>Initializes a classifier with a model of each task, or of one task alone.</summary>
    /// <param name="topic">A topic model; null to find no topics.</param>
    /// <param name="clickbait">A clickbait model; null to score no clickbait.</param>
    /// <exception cref="ModelException">A model is for a different task, or both are null.</exception>
    public HeadlineClassifier(ModelBundle? topic, ModelBundle? clickbait)
    {
        if (
            (topic is null && clickbait is null)
            || topic?.Manifest.Task is not (null or ModelBundle.TopicTask)
            || clickbait?.Manifest.Task is not (null or ModelBundle.ClickbaitTask)
        )
        {
            throw new ModelException(
                $"Expected a topic model and a clickbait model, but got models for {topic?.Manifest.Task ?? "nothing"} and "
                    + $"{clickbait?.Manifest.Task ?? "nothing"}."
            );
        }

        (_topicModel, _clickbaitModel) = (topic, clickbait);
        var labels = topic?.Manifest.Labels ?? [];
        _topics = [.. labels.Select(IptcTopics.FromId)];
        _minScores =
        [
            .. labels.Select(label =>
                (float)(
                    topic!.Manifest.TopicMinScores?.TryGetValue(label, out var minScore) == true
                        ? minScore
                        : topic.Manifest.MinScore
                )
            ),
        ];
        _versions = new ModelVersions(topic?.Manifest.Version ?? "", clickbait?.Manifest.Version ?? "");
        var merged = topic is null || clickbait is null ? null : TryMerge(topic, clickbait);
        UsesMergedTable = merged is not null;
        _workspaces = new(() => new Workspace(topic, clickbait, merged));
    }

    /// <summary>Gets a value indicating whether there is a topic model.</summary>
    public bool HasTopic => _topicModel is not null;

    /// <summary>Gets a value indicating whether there is a clickbait model.</summary>
    public bool HasClickbait => _clickbaitModel is not null;

    /// <summary>Gets the topic model.</summary>
    /// <exception cref="ModelException">There is none; see <see cref="HasTopic"/>.</exception>
    public ModelBundle Topic => _topicModel ?? throw new ModelException("There is no topic model.");

    /// <summary>Gets the clickbait model.</summary>
    /// <exception cref="ModelException">There is none; see <see cref="HasClickbait"/>.</exception>
    public ModelBundle Clickbait => _clickbaitModel ?? throw new ModelException("There is no clickbait model.");

    /// <summary>
    /// Gets a value indicating whether the weights of both models are merged into one table, which makes scoring
    /// faster.
    /// </summary>
    internal bool UsesMergedTable { get; }

    /// <summary>
    /// Loads and verifies the active models of both tasks, or of the only task that has models; see
    /// <see cref="ModelStore.FindModels"/>.
    /// </summary>
    /// <param name="modelsRoot">The root folder of the models; see <see cref="ModelStore.FindRoot"/>.</param>
    /// <exception cref="ModelException">A model is missing, damaged, or does not reproduce the scores in its
    /// manifest.</exception>
    public static HeadlineClassifier Load(string modelsRoot)
    {
        var folders = ModelStore.FindModels(modelsRoot);
        var clickbait = Task.Run(() => folders.Clickbait is null ? null : ModelBundle.Read(folders.Clickbait));
        return new HeadlineClassifier(
            folders.Topic is null ? null : ModelBundle.Read(folders.Topic),
            clickbait.GetAwaiter().GetResult()
        );
    }

    /// <summary>
    /// Scores a headline without allocating memory. Use this method if you need only the probabilities.
    /// </summary>
    /// <param name="headline">Any text.</param>
    /// <param name="topicScores">Receives the calibrated probability of each label of <see cref="Topic"/>.</param>
    /// <returns>The calibrated probability of clickbait; 0 if there is no clickbait model.</returns>
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
            _versions,
            scores.AnyTopicConfidence
        )
        {
            Summary = scores.Summary,
        };
    }

    /// <summary>Scores the clickbait of a headline.</summary>
    internal ClickbaitScore ScoreClickbait(string headline)
    {
        var score = ScoreHeadline(headline).ClickbaitProbability;
        return new ClickbaitScore(score, GetBand(score));
    }

    /// <summary>Returns what each token of a headline adds to the clickbait logit: its own part and half of each pair that it belongs
    /// to.</summary>
    internal float[] GetClickbaitParts(string headline) =>
        SplitClickbait((ClickbaitScorer)Clickbait.Scorer, ScoreHeadline(headline)).GetTokenParts();

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
        into.SelectTopics(workspace.Topics, _minScores, options, _topicModel?.Manifest.AnyTopic);
        into.Clickbait = new ClickbaitScore(workspace.ClickbaitProbability, GetBand(workspace.ClickbaitProbability));
        into.LanguageSupported = LanguageDetector.IsEnglish(
            workspace.Headline,
            workspace.TopicFeatures.Rows.Words,
            (_topicModel ?? Clickbait).Manifest.Features.VectorSize > 0,
            out var words,
            out var unknown
        );
        (into.WordCount, into.UnknownWordCount) = (words, unknown);
    }

    private ClickbaitBand GetBand(float score) => _clickbaitModel?.Manifest.Bands?.GetBand(score) ?? ClickbaitBand.None;

    private (List<Reason> Reasons, List<LogitBase> Bases) Explain(
        string headline,
        Workspace workspace,
        TopicScore[] topics
    )
    {
        var reasons = new List<Reason>();
        var bases = new List<LogitBase>();
        var tokens = workspace.Headline.Tokens;
        var logits = workspace.GetLinearLogits();
        if (_clickbaitModel?.Scorer is ClickbaitScorer clickbaitScorer)
        {
            bases.Add(
                new LogitBase(
                    ClickbaitTarget,
                    SplitClickbait(clickbaitScorer, workspace).Collect(headline, tokens, reasons),
                    clickbaitScorer.GetLogit(workspace.ClickbaitFeatures, logits[^1])
                )
            );
        }

        foreach (var score in topics)
        {
            var topicScorer = (TopicScorer)Topic.Scorer;
            var features = workspace.TopicFeatures;
            var label = Array.IndexOf(_topics, score.Topic);
            var parts = new LogitParts(score.Topic.Id, tokens.Length, features.Cues.Length);
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

    private static LogitParts SplitClickbait(ClickbaitScorer scorer, Workspace workspace)
    {
        var features = workspace.ClickbaitFeatures;
        var parts = new LogitParts(ClickbaitTarget, workspace.Headline.TokenCount, features.Cues.Length);
        parts.AddConstant(scorer.Bias);
        parts.AddLinear(workspace.ClickbaitLinear, features, workspace.ClickbaitLabel, scorer.LinearShare);
        parts.AddTrees(scorer.Trees, features, scorer.TreeShare);
        return parts;
    }

    /// <summary>Holds the buffers of one thread.</summary>
    private sealed class Workspace
    {
        private readonly Scorer? _topic;
        private readonly Scorer? _clickbait;
        private readonly float[] _scores;

        /// <summary>The linear scorers to evaluate in order: a single one if the models are merged.</summary>
        private readonly ScoringWorkspace[] _parts;

        public Workspace(ModelBundle? topic, ModelBundle? clickbait, LinearScorer? merged)
        {
            (_topic, _clickbait) = (topic?.Scorer, clickbait?.Scorer);
            _scores = new float[(topic?.Manifest.Labels.Count ?? 0) + 1];
            _parts =
            [
                .. (merged is not null ? [merged] : new[] { _topic?.Linear, _clickbait?.Linear })
                    .OfType<LinearScorer>()
                    .Select(linear => new ScoringWorkspace(linear)),
            ];
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

        /// <summary>Gets the probability of clickbait; 0 without a clickbait model.</summary>
        public float ClickbaitProbability => _scores[^1];

        public void Score(ReadOnlySpan<char> headline)
        {
            Tokenizer.Tokenize(headline, Headline);
            foreach (var part in _parts)
            {
                part.Featurize(Headline);
            }

            ComputeLinearLogits(_scores);
            _clickbait?.ToProbabilities(ClickbaitFeatures, Clickbait);
            _topic?.ToProbabilities(TopicFeatures, Topics);
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
