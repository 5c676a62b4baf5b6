namespace Classifier.Transformers;

/// <summary>Describes the dimensions of a BERT encoder (Devlin et al. 2019) with two heads.</summary>
/// <param name="Vocabulary">The number of word pieces.</param>
/// <param name="Positions">The maximum number of word pieces in a text.</param>
/// <param name="Hidden">The number of components of a state.</param>
/// <param name="Heads">The number of attention heads.</param>
/// <param name="Intermediate">The number of components inside a feed-forward network.</param>
/// <param name="Layers">The number of layers.</param>
/// <param name="Topics">The number of topics.</param>
public sealed record EncoderShape(
    int Vocabulary,
    int Positions,
    int Hidden,
    int Heads,
    int Intermediate,
    int Layers,
    int Topics
)
{
    /// <summary>The number of thresholds between the clickbait grades 0 to 3.</summary>
    public const int GradeThresholds = 3;

    /// <summary>Gets the number of logits: one for each topic, then one for each clickbait threshold.</summary>
    internal int Logits => Topics + GradeThresholds;
}
