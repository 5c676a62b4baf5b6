using Classifier.Taxonomy;

namespace Classifier.Training.Data;

/// <summary>Normalizes the topics of headlines: spellings that differ in case or white space become one label, names of IPTC topics
/// and second-level IPTC ids become the id of the topic, and unknown IPTC ids are ignored.</summary>
/// <remarks>Names become ids if a model or other headlines have ids, or if all labels are names. Otherwise, a label such as
/// <c>Sport</c> belongs to a vocabulary of the user's own and is kept.</remarks>
internal sealed class LabelNormalizer
{
    private const string IptcPrefix = "medtop:";

    private readonly Dictionary<string, string?> _changed = new(StringComparer.Ordinal);

    private LabelNormalizer() { }

    /// <summary>Gets the changes that apply to at least one headline.</summary>
    public IReadOnlyList<LabelChange> Changes { get; private set; } = [];

    /// <summary>Determines the changes for the labels of headlines.</summary>
    /// <param name="headlines">All headlines.</param>
    /// <param name="preferred">The labels of a model, which are kept as they are and preferred to other spellings.</param>
    public static LabelNormalizer Create(IEnumerable<LabeledHeadline> headlines, IReadOnlyCollection<string> preferred)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var headline in headlines)
        {
            foreach (var label in headline.Topics.Append(headline.SecondTopic).OfType<string>().Distinct())
            {
                counts[label] = counts.GetValueOrDefault(label) + 1;
            }
        }

        // The most frequent spelling wins; of equally frequent ones, the first.
        var spellings = counts
            .Keys.GroupBy(Fold, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group =>
                    preferred.FirstOrDefault(label => Fold(label) == group.Key)
                    ?? Collapse(group.MaxBy(label => counts[label])!),
                StringComparer.Ordinal
            );
        bool IsNameUsed(Topic topic) =>
            preferred.Count > 0
                ? preferred.Contains(topic.Id)
                : counts.Keys.Any(IsIptcId) || counts.Keys.All(label => IptcVocabulary.FindByName(label) is not null);
        var normalizer = new LabelNormalizer();
        var changes = new List<LabelChange>();
        foreach (var group in counts.Keys.Except(preferred).GroupBy(Fold, StringComparer.Ordinal).ToList())
        {
            var spelling = spellings[group.Key];
            if (
                preferred.Contains(spelling)
                || IptcVocabulary.FindByName(spelling) is not { } topic
                || !IsNameUsed(topic)
            )
            {
                continue;
            }

            changes.Add(new LabelChange(LabelChangeKind.Name, spelling, topic.Id, group.Sum(label => counts[label])));
            changes.AddRange(
                group
                    .Where(label => label != spelling)
                    .Select(label => new LabelChange(LabelChangeKind.Variant, label, spelling, counts[label]))
            );
            foreach (var label in group)
            {
                normalizer._changed.Add(label, topic.Id);
            }
        }

        foreach (var (label, rows) in counts)
        {
            if (preferred.Contains(label) || normalizer._changed.ContainsKey(label))
            {
                continue;
            }

            var change = Normalize(label, rows, spellings[Fold(label)], preferred);
            if (change is not null)
            {
                normalizer._changed.Add(label, change.To);
                changes.Add(change);
            }
        }

        normalizer.Changes =
        [
            .. changes
                .OrderBy(change => change.Kind)
                .ThenByDescending(change => change.Rows)
                .ThenBy(change => change.From, StringComparer.Ordinal),
        ];
        return normalizer;
    }

    /// <summary>Returns a headline with its labels normalized; null if it has no label any more.</summary>
    public LabeledHeadline? Apply(LabeledHeadline headline)
    {
        if (
            _changed.Count == 0
            || !headline
                .Topics.Append(headline.SecondTopic)
                .Any(label => label is not null && _changed.ContainsKey(label))
        )
        {
            return headline;
        }

        string[] topics = [.. headline.Topics.Select(Map).OfType<string>().Distinct()];
        var second = headline.SecondTopic is { } label ? Map(label) : null;
        return topics.Length == 0 && headline.Bait is null
            ? null
            : headline with
            {
                Topic = topics.FirstOrDefault(),
                SecondTopic = second == topics.FirstOrDefault() ? topics.ElementAtOrDefault(1) : second,
                OtherTopics = topics.Length > 1 ? topics[1..] : [],
            };
    }

    private string? Map(string label) => _changed.TryGetValue(label, out var changed) ? changed : label;

    private static LabelChange? Normalize(
        string label,
        int rows,
        string spelling,
        IReadOnlyCollection<string> preferred
    )
    {
        var id = spelling.ToLowerInvariant();
        if (!IsIptcId(id) || preferred.Contains(spelling))
        {
            return spelling == label ? null : new LabelChange(LabelChangeKind.Variant, label, spelling, rows);
        }

        if (IptcTopics.All.Any(topic => topic.Id == id))
        {
            return id == label ? null : new LabelChange(LabelChangeKind.Variant, label, id, rows);
        }

        return IptcVocabulary.TryGetParent(id, out var parent, out _)
            ? new LabelChange(LabelChangeKind.Subtopic, label, parent.Id, rows)
            : new LabelChange(LabelChangeKind.UnknownId, label, null, rows);
    }

    private static bool IsIptcId(string label) => label.StartsWith(IptcPrefix, StringComparison.OrdinalIgnoreCase);

    private static string Fold(string label) => Collapse(label).ToLowerInvariant();

    private static string Collapse(string label) =>
        string.Join(' ', label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
