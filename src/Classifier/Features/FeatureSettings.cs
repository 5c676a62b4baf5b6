namespace Classifier.Features;

/// <summary>
/// Defines the feature space of a model. Two models with equal settings map a headline to the same features.
/// </summary>
public sealed record FeatureSettings
{
    /// <summary>
    /// The version of the feature extraction code. It is incremented whenever the same headline would get different
    /// features, so that a model never scores features it was not trained on.
    /// </summary>
    public const int CurrentVersion = 1;

    /// <summary>Gets the version that the model was trained with.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the number of hash buckets for words and n-grams, as a power of two from 10 to 24.</summary>
    public int HashBits { get; init; } = 17;

    /// <summary>Gets the maximum length of a word n-gram, 1 to 3.</summary>
    public int WordNgrams { get; init; } = 2;

    /// <summary>Gets the minimum length of a character n-gram; 0 disables character n-grams.</summary>
    public int CharNgramMin { get; init; } = 3;

    /// <summary>Gets the maximum length of a character n-gram.</summary>
    public int CharNgramMax { get; init; } = 5;

    /// <summary>Gets the number of dimensions of the word vectors; 0 disables word vectors.</summary>
    public int VectorSize { get; init; }

    /// <summary>
    /// Gets a value indicating whether rare words get more weight among the n-grams, as in TF-IDF. This requires word
    /// vectors, whose order reflects word frequency.
    /// </summary>
    public bool WeighByRarity { get; init; }

    /// <summary>Gets a value indicating whether the clickbait cues are among the features.</summary>
    public bool Cues { get; init; }
}
