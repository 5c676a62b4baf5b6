using System.Collections.Frozen;

namespace Classifier.Taxonomy;

/// <summary>
/// Provides the 17 top-level concepts of the IPTC Media Topics (https://iptc.org/newscodes, CC BY 4.0).
/// </summary>
public static class IptcTopics
{
    /// <summary>Gets all topics in the order of their qcodes.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new("medtop:01000000", "arts, culture, entertainment and media"),
        new("medtop:02000000", "crime, law and justice"),
        new("medtop:03000000", "disaster, accident and emergency incident"),
        new("medtop:04000000", "economy, business and finance"),
        new("medtop:05000000", "education"),
        new("medtop:06000000", "environment"),
        new("medtop:07000000", "health"),
        new("medtop:08000000", "human interest"),
        new("medtop:09000000", "labor"),
        new("medtop:10000000", "lifestyle and leisure"),
        new("medtop:11000000", "politics"),
        new("medtop:12000000", "religion"),
        new("medtop:13000000", "science and technology"),
        new("medtop:14000000", "society"),
        new("medtop:15000000", "sport"),
        new("medtop:16000000", "conflict, war and peace"),
        new("medtop:17000000", "weather"),
    ];

    private static readonly FrozenDictionary<string, Topic> ById = All.ToFrozenDictionary(
        topic => topic.Id,
        StringComparer.Ordinal
    );

    /// <summary>
    /// Returns the topic with the specified ID. A custom label becomes a topic with the label as its name.
    /// </summary>
    /// <param name="id">An IPTC qcode or a custom label.</param>
    public static Topic FromId(string id) => ById.TryGetValue(id, out var topic) ? topic : new Topic(id, id);

    /// <summary>Returns the name of a topic followed by its ID, such as <c>sport (medtop:15000000)</c>. A custom label is returned
    /// unchanged.</summary>
    /// <param name="id">An IPTC qcode or a custom label.</param>
    public static string Describe(string id) => ById.TryGetValue(id, out var topic) ? $"{topic.Label} ({id})" : id;
}
