namespace Classifier.Transformers.Training;

/// <summary>Represents a labeled headline.</summary>
/// <param name="Pieces">The word piece IDs, including the markers at the start and the end.</param>
/// <param name="Topic">The index of the topic; null if it is not known.</param>
/// <param name="SecondTopic">The index of a second acceptable topic; null if there is none.</param>
/// <param name="Grade">The clickbait grade, 0 to 3; null if it is not known.</param>
public sealed record HeadlineExample(int[] Pieces, int? Topic, int? SecondTopic, int? Grade);
