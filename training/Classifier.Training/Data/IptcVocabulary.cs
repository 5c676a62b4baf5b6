using System.Collections.Frozen;
using Classifier.Taxonomy;

namespace Classifier.Training.Data;

/// <summary>Provides the second-level concepts of the IPTC Media Topics and their parents (https://iptc.org/newscodes,
/// CC BY 4.0).</summary>
public static class IptcVocabulary
{
    private const string Resource = "Classifier.Training.Data.iptc_subtopics.tsv";

    private static readonly FrozenDictionary<string, (string Parent, string Name)> Subtopics = ReadSubtopics();

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
