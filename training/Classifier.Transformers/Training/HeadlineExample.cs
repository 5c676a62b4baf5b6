namespace Classifier.Transformers.Training;

/// <summary>Represents a labeled headline.</summary>
/// <param name="Pieces">The word piece IDs, including the markers at the start and the end.</param>
/// <param name="Topics">The target probability of each topic, with a sum of 1; null if the topic is not known.</param>
/// <param name="Grades">The target probabilities of the clickbait grades of at least 1, 2, and 3; null if they are not
/// known.</param>
/// <param name="Weight">The factor of the loss, greater than 0.</param>
public sealed record HeadlineExample(int[] Pieces, float[]? Topics, float[]? Grades, float Weight = 1);
