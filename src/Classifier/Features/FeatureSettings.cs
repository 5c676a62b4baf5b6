namespace Classifier.Features;

/// <summary>
/// Defines the feature space of a model. Two models with equal settings map a headline to the same features.
/// </summary>
/// <param name="Version">The version that the model was trained with.</param>
/// <param name="HashBits">The number of hash buckets for words and n-grams, as a power of two from 10 to 24.</param>
/// <param name="WordNgrams">The maximum length of a word n-gram, 1 to 3.</param>
/// <param name="CharNgramMin">The minimum length of a character n-gram; 0 disables character n-grams.</param>
/// <param name="CharNgramMax">The maximum length of a character n-gram.</param>
/// <param name="VectorSize">The number of dimensions of the word vectors; 0 disables word vectors.</param>
/// <param name="WeighByRarity">Whether rare words get more weight among the n-grams, as in TF-IDF. This requires word vectors, whose
/// order reflects word frequency.</param>
/// <param name="Cues">Whether the clickbait cues are among the features.</param>
public sealed record FeatureSettings(
    int Version = FeatureSettings.CurrentVersion,
    int HashBits = 17,
    int WordNgrams = 2,
    int CharNgramMin = 3,
    int CharNgramMax = 5,
    int VectorSize = 0,
    bool WeighByRarity = false,
    bool Cues = false
)
{
    /// <summary>
    /// The version of the feature extraction code. It is incremented whenever the same headline would get different
    /// features, so that a model never scores features it was not trained on.
    /// </summary>
    internal const int CurrentVersion = 1;
}
