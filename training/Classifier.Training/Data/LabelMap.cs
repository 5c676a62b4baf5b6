namespace Classifier.Training.Data;

/// <summary>Joins labels of one's own, or of a feed, to topics.</summary>
public sealed class LabelMap
{
    /// <summary>What a file of such joins looks like, for help texts.</summary>
    public const string Columns = """
        label|category      the label as it stands in the data, in any case
        medtop|topic        the topic: an IPTC qcode, a code of the codebook or a name of your own; empty, - or null: none
        source              only for rows of this source, where given
        """;

    private readonly Dictionary<(string Source, string Label), string?> _topics = [];
    private readonly HashSet<string?> _known = [];

    private LabelMap() { }

    /// <summary>Reads a .tsv, .csv or .jsonl file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TrainingDataException">It cannot be read, or joins one label to two topics.</exception>
    public static LabelMap Read(string path)
    {
        var map = new LabelMap();
        foreach (var row in LabeledFile.Rows(path, defect => throw new TrainingDataException(defect.In(path))))
        {
            string? Cell(params string[] names) =>
                names.Select(name => row.Columns.Header.ToList().IndexOf(name)).FirstOrDefault(i => i >= 0, -1)
                    is var i
                        and >= 0
                    ? row.Cells[i].Trim()
                    : null;
            var label =
                Cell("label", "category")
                ?? throw new TrainingDataException($"{path}: there is no column label or category.");
            var cell =
                Cell("medtop", "topic")
                ?? throw new TrainingDataException($"{path}: there is no column medtop or topic.");
            var topic = cell is "" or "-" or "null" or "unk" ? null : Codebook.TopicOf(cell);
            var key = (Fold(Cell("source") ?? ""), Fold(label));
            if (!map._topics.TryAdd(key, topic) && map._topics[key] != topic)
            {
                throw new TrainingDataException(
                    $"{path}, line {row.Line}: “{label}” is joined to two topics; keep one of the lines."
                );
            }

            map._known.Add(topic);
        }

        return map;
    }

    /// <summary>Finds a label's topic.</summary>
    /// <param name="label">The label.</param>
    /// <param name="source">Where the row is from; lines for this source come before lines for any.</param>
    /// <param name="topic">The topic, null for none; a label that is a topic already stays as it is.</param>
    /// <returns>Whether the label is known.</returns>
    public bool TryMap(string label, string source, out string? topic) =>
        _topics.TryGetValue((Fold(source), Fold(label)), out topic)
        || _topics.TryGetValue(("", Fold(label)), out topic)
        || _known.Contains(topic = label)
        || label.StartsWith("medtop:", StringComparison.Ordinal);

    /// <summary>A headline with its labels joined to topics.</summary>
    /// <exception cref="TrainingDataException">A label is not known.</exception>
    public LabeledHeadline Apply(LabeledHeadline headline)
    {
        string[] topics =
        [
            .. headline
                .Topics.Select(label =>
                    TryMap(label, headline.Source, out var topic)
                        ? topic
                        : throw new TrainingDataException(
                            $"“{label}” is not among the labels of the map; add a line for it, with an empty topic for none."
                        )
                )
                .OfType<string>()
                .Distinct(),
        ];
        return headline with
        {
            Topic = topics.FirstOrDefault(),
            SecondTopic = topics.ElementAtOrDefault(1),
            OtherTopics = topics.Length > 1 ? topics[1..] : [],
        };
    }

    private static string Fold(string text) => text.ToLowerInvariant();
}
