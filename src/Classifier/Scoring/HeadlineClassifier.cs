using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Classifies headlines. Immutable: one instance serves all threads at once, without locks.</summary>
public sealed class HeadlineClassifier : IDisposable
{
    private const string ClickbaitTarget = "clickbait";

    private readonly Topic[] _topics;
    private readonly ModelVersions _versions;
    private readonly ThreadLocal<(ScoringWorkspace Topic, ScoringWorkspace Clickbait)> _workspaces;

    /// <summary>Makes a classifier of two models.</summary>
    /// <param name="topic">A topic model.</param>
    /// <param name="clickbait">A clickbait model.</param>
    /// <exception cref="ModelException">One of them does something else.</exception>
    public HeadlineClassifier(ModelBundle topic, ModelBundle clickbait)
    {
        if (topic.Manifest.Task != ModelBundle.TopicTask || clickbait.Manifest.Task != ModelBundle.ClickbaitTask)
        {
            throw new ModelException($"A topic and a clickbait model are needed; these do {topic.Manifest.Task} and "
                + $"{clickbait.Manifest.Task}.");
        }

        Topic = topic;
        Clickbait = clickbait;
        _topics = [.. topic.Manifest.Labels.Select(IptcTopics.Named)];
        _versions = new ModelVersions(topic.Manifest.Version, clickbait.Manifest.Version);
        _workspaces = new(() =>
        {
            var headline = new TokenizedHeadline();
            return (new ScoringWorkspace(topic, headline), new ScoringWorkspace(clickbait, headline));
        });
    }

    /// <summary>The topic model.</summary>
    public ModelBundle Topic { get; }

    /// <summary>The clickbait model.</summary>
    public ModelBundle Clickbait { get; }

    /// <summary>Loads the active topic and clickbait models under a root folder and checks them; see
    /// <see cref="ModelStore.FindModel"/>.</summary>
    /// <param name="modelsRoot">See <see cref="ModelStore.FindRoot"/>.</param>
    /// <exception cref="ModelException">A model is missing, broken, or does not score as its manifest says.</exception>
    public static HeadlineClassifier Load(string modelsRoot) => new(
        ModelBundle.Read(ModelStore.FindModel(modelsRoot, ModelBundle.TopicTask)),
        ModelBundle.Read(ModelStore.FindModel(modelsRoot, ModelBundle.ClickbaitTask)));

    /// <summary>Scores a headline without allocating: the way for those who want numbers alone.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="topicScores">Takes the calibrated probability of each label of <see cref="Topic"/>.</param>
    /// <returns>The calibrated probability of clickbait.</returns>
    public float Score(ReadOnlySpan<char> headline, Span<float> topicScores)
    {
        var (topic, clickbait) = Read(headline);
        topic.Probabilities().CopyTo(topicScores);
        return clickbait.Probabilities()[0];
    }

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">A text that <see cref="HeadlineCheck"/> accepts; others get a defined but meaningless
    /// answer.</param>
    /// <param name="options">How; null for <see cref="ClassifyOptions.Default"/>.</param>
    public Classification Classify(string headline, ClassifyOptions? options = null)
    {
        options ??= ClassifyOptions.Default;
        var (topic, clickbait) = Read(headline);
        var best = Best(topic.Probabilities(), options);
        var bait = clickbait.Probabilities()[0];
        return new Classification(
            headline,
            best.Select(label => new TopicScore(_topics[label.Index], label.Score)).ToArray(),
            new ClickbaitScore(bait, Band(bait)),
            options.Explain ? Explain(headline, topic, clickbait, best) : [],
            LanguageCheck.IsEnglish(topic.Headline, topic.Features.VectorRows, Topic.Featurizer.Vectors is not null),
            _versions);
    }

    /// <summary>Frees the memory that threads scored with.</summary>
    public void Dispose() => _workspaces.Dispose();

    private (ScoringWorkspace Topic, ScoringWorkspace Clickbait) Read(ReadOnlySpan<char> headline)
    {
        var workspaces = _workspaces.Value;
        workspaces.Topic.Read(headline);
        workspaces.Clickbait.Featurize();
        return workspaces;
    }

    private List<(int Index, float Score)> Best(ReadOnlySpan<float> scores, ClassifyOptions options)
    {
        var least = options.MinScore ?? (float)Topic.Manifest.MinScore;
        var best = new List<(int Index, float Score)>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= least)
                best.Add((i, scores[i]));
        }

        best.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Index.CompareTo(b.Index));
        if (best.Count > options.TopK)
            best.RemoveRange(options.TopK, best.Count - options.TopK);
        return best;
    }

    private ClickbaitBand Band(float score) =>
        Clickbait.Manifest.Bands is not { } bands ? ClickbaitBand.None
        : score >= bands.Heavy ? ClickbaitBand.Heavy
        : score >= bands.Considerable ? ClickbaitBand.Considerable
        : score >= bands.Slight ? ClickbaitBand.Slight
        : ClickbaitBand.None;

    private List<Reason> Explain(string headline, ScoringWorkspace topic, ScoringWorkspace clickbait,
        List<(int Index, float Score)> best)
    {
        var reasons = new List<Reason>();
        var bait = (ClickbaitScorer)Clickbait.Scorer;
        Explainer.Explain(headline, clickbait, bait.Linear, 0, bait.LinearShare, ClickbaitTarget, reasons);
        Explainer.Explain(clickbait, bait.Trees, bait.TreeShare, ClickbaitTarget, reasons);
        reasons = [.. reasons.GroupBy(reason => (reason.Text, reason.Start, reason.End))
            .Select(group => group.First() with { Contribution = group.Sum(reason => reason.Contribution) })];
        var topics = (TopicScorer)Topic.Scorer;
        foreach (var (index, _) in best)
            Explainer.Explain(headline, topic, topics.Linear, index, topics.Scale, _topics[index].Id, reasons);
        reasons.Sort((a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)));
        return reasons;
    }
}
