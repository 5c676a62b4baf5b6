namespace Classifier.Transformers.Training;

/// <summary>Represents a labeled headline.</summary>
/// <param name="Pieces">The word piece IDs, including the markers at the start and the end.</param>
/// <param name="Topics">The target probability of each topic, with a sum of 1; null if the topic is not known.</param>
/// <param name="Grade">The clickbait grade, 0 to 3; null if it is not known.</param>
public sealed record HeadlineExample(int[] Pieces, float[]? Topics, int? Grade);
