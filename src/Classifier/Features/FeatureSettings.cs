namespace Classifier.Features;

/// <summary>What the feature space of a model is made of. Two models with the same settings and version see a headline
/// as the same numbers.</summary>
public sealed record FeatureSettings
{
    /// <summary>The version of the code that makes the features; raised whenever the same headline would get other
    /// features, so that a model never scores what it was not trained on.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version that the model was trained with.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>How many buckets words and n-grams are hashed into, as a power of two, 10 to 24.</summary>
    public int HashBits { get; init; } = 17;

    /// <summary>The longest run of words that is one feature, 1 to 3.</summary>
    public int WordNgrams { get; init; } = 2;

    /// <summary>The shortest run of characters inside a word that is one feature; 0 for none.</summary>
    public int CharNgramMin { get; init; } = 3;

    /// <summary>The longest run of characters inside a word that is one feature.</summary>
    public int CharNgramMax { get; init; } = 5;

    /// <summary>The length of the word vectors; 0 for none.</summary>
    public int VectorSize { get; init; }

    /// <summary>Whether rare words count more among the n-grams, as in TF-IDF; needs word vectors, whose order tells how
    /// frequent a word is.</summary>
    public bool WeighByRarity { get; init; }

    /// <summary>Whether the named clickbait cues are among the features.</summary>
    public bool Cues { get; init; }
}
