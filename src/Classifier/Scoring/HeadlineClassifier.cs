using Classifier.Features;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Classifies headlines. Immutable: one instance serves all threads at once, without locks.</summary>
public sealed class HeadlineClassifier : IDisposable
{
    private const string ClickbaitTarget = "clickbait";

    private readonly Topic[] _topics;
    private readonly float[] _minScores;
    private readonly ModelVersions _versions;
    private readonly ThreadLocal<Workspace> _workspaces;

    /// <summary>Makes a classifier of two models.</summary>
    /// <param name="topic">A topic model.</param>
    /// <param name="clickbait">A clickbait model.</param>
    /// <exception cref="ModelException">One of them does something else.</exception>
    public HeadlineClassifier(ModelBundle topic, ModelBundle clickbait)
    {
        if (topic.Manifest.Task != ModelBundle.TopicTask || clickbait.Manifest.Task != ModelBundle.ClickbaitTask)
        {
            throw new ModelException(
                $"A topic and a clickbait model are needed; these do {topic.Manifest.Task} and "
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
                    topic.Manifest.TopicMinScores?.TryGetValue(label, out var least) == true
                        ? least
                        : topic.Manifest.MinScore
                )
            ),
        ];
        _versions = new ModelVersions(topic.Manifest.Version, clickbait.Manifest.Version);
        var joined = Join(topic, clickbait);
        SharesTable = joined is not null;
        _workspaces = new(() => new Workspace(topic, clickbait, joined));
    }

    /// <summary>The topic model.</summary>
    public ModelBundle Topic { get; }

    /// <summary>The clickbait model.</summary>
    public ModelBundle Clickbait { get; }

    /// <summary>Whether the weights of both models stand in one table, which is faster.</summary>
    internal bool SharesTable { get; }

    /// <summary>Loads the active topic and clickbait models under a root folder and checks them; see
    /// <see cref="ModelStore.FindModel"/>.</summary>
    /// <param name="modelsRoot">See <see cref="ModelStore.FindRoot"/>.</param>
    /// <exception cref="ModelException">A model is missing, broken, or does not score as its manifest says.</exception>
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

    /// <summary>Scores a headline without allocating: the way for those who want numbers alone.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="topicScores">Takes the calibrated probability of each label of <see cref="Topic"/>.</param>
    /// <returns>The calibrated probability of clickbait.</returns>
    public float Score(ReadOnlySpan<char> headline, Span<float> topicScores)
    {
        var workspace = Scored(headline);
        workspace.Topics.CopyTo(topicScores);
        return workspace.Bait;
    }

    /// <summary>Classifies a headline without reasons and without allocating.</summary>
    /// <param name="headline">A text that <see cref="HeadlineValidator"/> accepts; others get a defined but meaningless
    /// answer.</param>
    /// <param name="options">How; whether to explain does not matter.</param>
    /// <param name="into">Takes the scores; what it held before is overwritten.</param>
    public void Classify(ReadOnlySpan<char> headline, ClassifyOptions options, HeadlineScores into) =>
        Classify(Scored(headline), options, into);

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">A text that <see cref="HeadlineValidator"/> accepts; others get a defined but meaningless
    /// answer.</param>
    /// <param name="options">How; null for <see cref="ClassifyOptions.Default"/>.</param>
    public Classification Classify(string headline, ClassifyOptions? options = null)
    {
        options ??= ClassifyOptions.Default;
        var workspace = Scored(headline);
        var scores = workspace.Scores;
        Classify(workspace, options, scores);
        var topics = scores.Topics.IsEmpty ? [] : new TopicScore[scores.Topics.Length];
        for (var i = 0; i < topics.Length; i++)
        {
            topics[i] = new TopicScore(_topics[scores.Topics[i]], scores.TopicScores[i]);
        }

        return new Classification(
            headline,
            topics,
            scores.Clickbait,
            options.Explain ? Explain(headline, workspace, topics) : [],
            scores.LanguageSupported,
            _versions
        );
    }

    /// <summary>Frees the memory that threads scored with.</summary>
    public void Dispose() => _workspaces.Dispose();

    /// <summary>The weights of both models in one table. None where their features differ, or where in one table, whose rows are
    /// rounded together, they do not score their probes as each of them does alone.</summary>
    private static LinearScorer? Join(ModelBundle topic, ModelBundle clickbait)
    {
        if (!topic.SharesFeatures(clickbait))
        {
            return null;
        }

        var joined = LinearScorer.Join(topic.Scorer.Linear, clickbait.Scorer.Linear);
        var workspace = new Workspace(topic, clickbait, joined);
        foreach (var model in new[] { topic, clickbait })
        {
            foreach (var probe in model.Manifest.Probes)
            {
                workspace.Score(probe.Headline);
                if (!ModelBundle.Agree(probe.Scores, model == topic ? workspace.Topics : workspace.Clickbait))
                {
                    return null;
                }
            }
        }

        return joined;
    }

    private Workspace Scored(ReadOnlySpan<char> headline)
    {
        var workspace = _workspaces.Value!;
        workspace.Score(headline);
        return workspace;
    }

    private void Classify(Workspace workspace, ClassifyOptions options, HeadlineScores into)
    {
        into.TakeBest(workspace.Topics, _minScores, options);
        into.Clickbait = new ClickbaitScore(workspace.Bait, Band(workspace.Bait));
        into.LanguageSupported = LanguageCheck.IsEnglish(
            workspace.Headline,
            workspace.TopicFeatures.Rows.Words,
            Topic.Manifest.Features.VectorSize > 0
        );
    }

    private ClickbaitBand Band(float score) =>
        Clickbait.Manifest.Bands is not { } bands ? ClickbaitBand.None
        : score >= bands.Heavy ? ClickbaitBand.Heavy
        : score >= bands.Considerable ? ClickbaitBand.Considerable
        : score >= bands.Slight ? ClickbaitBand.Slight
        : ClickbaitBand.None;

    private List<Reason> Explain(string headline, Workspace workspace, TopicScore[] topics)
    {
        var reasons = new List<Reason>();
        var tokens = workspace.Headline.Tokens;
        var (topic, clickbait) = ((TopicScorer)Topic.Scorer, (ClickbaitScorer)Clickbait.Scorer);
        var features = workspace.ClickbaitFeatures;
        Explainer.Explain(
            headline,
            tokens,
            features,
            clickbait.Linear,
            0,
            clickbait.LinearShare,
            ClickbaitTarget,
            reasons
        );
        Explainer.Explain(features, clickbait.Trees, clickbait.TreeShare, ClickbaitTarget, reasons);
        reasons =
        [
            .. reasons
                .GroupBy(reason => (reason.Text, reason.Start, reason.End))
                .Select(group => group.First() with { Contribution = group.Sum(reason => reason.Contribution) }),
        ];
        foreach (var score in topics)
        {
            var label = Array.IndexOf(_topics, score.Topic);
            Explainer.Explain(
                headline,
                tokens,
                workspace.TopicFeatures,
                topic.Linear,
                label,
                topic.Scale,
                score.Topic.Id,
                reasons
            );
        }

        reasons.Sort((a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)));
        return reasons;
    }

    /// <summary>What one thread scores with.</summary>
    private sealed class Workspace
    {
        private readonly Scorer _topic;
        private readonly Scorer _clickbait;
        private readonly float[] _scores;

        /// <summary>The parts that are read and scored one after the other: one for both models where they are joined.</summary>
        private readonly ScoringWorkspace[] _parts;

        public Workspace(ModelBundle topic, ModelBundle clickbait, LinearScorer? joined)
        {
            (_topic, _clickbait) = (topic.Scorer, clickbait.Scorer);
            _scores = new float[topic.Manifest.Labels.Count + 1];
            var first = new ScoringWorkspace(joined ?? _topic.Linear);
            _parts = joined is not null ? [first] : [first, new ScoringWorkspace(_clickbait.Linear)];
        }

        public TokenizedHeadline Headline { get; } = new();

        public HeadlineScores Scores { get; } = new();

        public FeatureBuffer TopicFeatures => _parts[0].Features;

        public FeatureBuffer ClickbaitFeatures => _parts[^1].Features;

        /// <summary>The probabilities of topics.</summary>
        public Span<float> Topics => _scores.AsSpan(0, _scores.Length - 1);

        /// <summary>The probability of clickbait, alone.</summary>
        public Span<float> Clickbait => _scores.AsSpan(_scores.Length - 1);

        /// <summary>The probability of clickbait.</summary>
        public float Bait => _scores[^1];

        public void Score(ReadOnlySpan<char> headline)
        {
            Tokenizer.Tokenize(headline, Headline);
            foreach (var part in _parts)
            {
                part.Read(Headline);
            }

            var at = 0;
            foreach (var part in _parts)
            {
                part.Score(_scores.AsSpan(at, part.Labels));
                at += part.Labels;
            }

            _clickbait.Finish(ClickbaitFeatures, Clickbait);
            _topic.Finish(TopicFeatures, Topics);
        }
    }
}
