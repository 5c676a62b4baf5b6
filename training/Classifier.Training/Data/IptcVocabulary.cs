using System.Collections.Frozen;
using Classifier.Taxonomy;

namespace Classifier.Training.Data;

/// <summary>Provides the names of the IPTC Media Topics, and their second-level concepts with their parents
/// (https://iptc.org/newscodes, CC BY 4.0).</summary>
internal static class IptcVocabulary
{
    private const string Resource = "Classifier.Training.Data.iptc_subtopics.tsv";

    private static readonly FrozenDictionary<string, (string Parent, string Name)> Subtopics = ReadSubtopics();

    /// <summary>Other names of topics: British spellings, and names in other releases of the vocabulary.</summary>
    private static readonly (string Name, string Id)[] OtherNames =
    [
        ("arts, culture and entertainment", "medtop:01000000"),
        ("disaster and accident", "medtop:03000000"),
        ("disaster, accident and emergency", "medtop:03000000"),
        ("environmental issue", "medtop:06000000"),
        ("labour", "medtop:09000000"),
        ("politics and government", "medtop:11000000"),
        ("religion and belief", "medtop:12000000"),
        ("social issue", "medtop:14000000"),
        ("unrest, conflicts and war", "medtop:16000000"),
        ("conflicts, war and peace", "medtop:16000000"),
    ];

    private static readonly FrozenDictionary<string, Topic> Names = IptcTopics
        .All.Select(topic => (Name: topic.Label, topic.Id))
        .Concat(OtherNames)
        .ToFrozenDictionary(
            topic => FoldName(topic.Name),
            topic => IptcTopics.FromId(topic.Id),
            StringComparer.Ordinal
        );

    /// <summary>Finds a topic by its name.</summary>
    /// <param name="name">The name of a top-level concept, in any case.</param>
    /// <returns>The topic; <see langword="null"/> if none has the name.</returns>
    public static Topic? FindByName(string name) => Names.GetValueOrDefault(FoldName(name));

    /// <summary>Returns the label of a model that a user means: the label itself in any case, a three-letter code, or the name of a
    /// topic.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="labels">The labels of the model.</param>
    /// <returns>The label; <see langword="null"/> if the model does not have it.</returns>
    public static string? FindLabel(string text, IReadOnlyCollection<string> labels) =>
        labels.FirstOrDefault(label => label == text)
        ?? labels.FirstOrDefault(label => label == Codebook.GetTopic(text))
        ?? labels.FirstOrDefault(label => label.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? labels.FirstOrDefault(label => label == FindByName(text)?.Id);

    /// <summary>Finds the parent of a second-level concept.</summary>
    /// <param name="id">The qcode.</param>
    /// <param name="parent">Receives the top-level concept.</param>
    /// <param name="name">Receives the name of the second-level concept.</param>
    public static bool TryGetParent(string id, out Topic parent, out string name)
    {
        var found = Subtopics.TryGetValue(id, out var subtopic);
        (parent, name) = found ? (IptcTopics.FromId(subtopic.Parent), subtopic.Name) : (new Topic(id, id), id);
        return found;
    }

    private static string FoldName(string name) =>
        string.Join(
            ' ',
            name.Replace("&", " and ", StringComparison.Ordinal)
                .Replace(',', ' ')
                .ToLowerInvariant()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private static FrozenDictionary<string, (string Parent, string Name)> ReadSubtopics()
    {
        using var reader = new StreamReader(typeof(IptcVocabulary).Assembly.GetManifestResourceStream(Resource)!);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(cells => cells[0], cells => (cells[1], cells[2]), StringComparer.Ordinal);
    }
}
