namespace Classifier.Taxonomy;

/// <summary>Represents a topic.</summary>
/// <param name="Id">The label that the model was trained on: an IPTC qcode such as <c>medtop:15000000</c>, or a custom
/// label.</param>
/// <param name="Label">The display name, such as <c>sport</c>. For custom labels, the same as
/// <paramref name="Id"/>.</param>
public sealed record Topic(string Id, string Label);
