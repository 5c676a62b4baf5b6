namespace Classifier.Training.Data;

/// <summary>Maps custom labels or the categories of a feed to topics.</summary>
public sealed class LabelMap
{
    private readonly Dictionary<(string Source, string Label), string?> _topics = [];
    private readonly HashSet<string?> _known = [];

    private LabelMap() { }

    /// <summary>Reads a <c>.tsv</c>, <c>.csv</c>, or <c>.jsonl</c> file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="TrainingDataException">The file cannot be read, or it maps a label to two topics.</exception>
    public static LabelMap Read(string path)
    {
        var map = new LabelMap();
        foreach (
            var row in LabeledFile.ReadRawRows(path, defect => throw new TrainingDataException(defect.ToMessage(path)))
        )
        {
            string? Cell(params string[] names) =>
                names.Select(name => row.Columns.Header.ToList().IndexOf(name)).FirstOrDefault(i => i >= 0, -1)
                    is var i
                        and >= 0
                    ? row.Cells[i].Trim()
                    : null;
            var label =
                Cell("label", "category")
                ?? throw new TrainingDataException($"{path}: the column label or category is missing.");
            var cell =
                Cell("medtop", "topic")
                ?? throw new TrainingDataException($"{path}: the column medtop or topic is missing.");
            var topic = cell is "" or "-" or "null" or Codebook.NoTopic ? null : Codebook.GetTopic(cell);
            var key = (Fold(Cell("source") ?? ""), Fold(label));
            if (!map._topics.TryAdd(key, topic) && map._topics[key] != topic)
            {
                throw new TrainingDataException(
                    $"{path}, line {row.Line}: “{label}” is mapped to two topics; keep one of the lines."
                );
            }

            map._known.Add(topic);
        }

        return map;
    }

    /// <summary>Looks up the topic of a label.</summary>
    /// <param name="label">The label.</param>
    /// <param name="source">The source of the row. Lines for this source take precedence over lines for any source.</param>
    /// <param name="topic">Receives the topic, or <see langword="null"/> if the label maps to none. A label that is already a
    /// topic is returned unchanged.</param>
    /// <returns><see langword="true"/> if the label is known; otherwise, <see langword="false"/>.</returns>
    internal bool TryMap(string label, string source, out string? topic) =>
        _topics.TryGetValue((Fold(source), Fold(label)), out topic)
        || _topics.TryGetValue(("", Fold(label)), out topic)
        || _known.Contains(topic = label)
        || label.StartsWith("medtop:", StringComparison.Ordinal);

    /// <summary>Returns the headline with its labels mapped to topics.</summary>
    /// <exception cref="TrainingDataException">A label is not in the map.</exception>
    public LabeledHeadline Apply(LabeledHeadline headline)
    {
        string[] topics =
        [
            .. headline
                .Topics.Select(label =>
                    TryMap(label, headline.Source, out var topic)
                        ? topic
                        : throw new TrainingDataException(
                            $"The label “{label}” is not in the labels map; add a line for it, with an empty topic for none."
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
