namespace Classifier.Taxonomy;

/// <summary>What a headline can be about.</summary>
/// <param name="Id">The label that the model was trained on: an IPTC qcode such as <c>medtop:15000000</c>, or any
/// label of one's own.</param>
/// <param name="Label">The name to show, such as <c>sport</c>; the id itself where it is not an IPTC qcode.</param>
public sealed record Topic(string Id, string Label);
