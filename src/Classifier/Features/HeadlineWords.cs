using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Holds the vocabulary entry of each token of a headline. An instance is reused for many headlines to avoid
/// allocations.
/// </summary>
internal sealed class HeadlineWords
{
    /// <summary>Gets the ID of each token in the <see cref="Vocabulary"/>; -1 for unknown words.</summary>
    public int[] Ids { get; } = new int[TokenizedHeadline.MaxTokens];

    /// <summary>Gets the row of each token or its stem in the word vectors; -1 if there is none.</summary>
    public int[] VectorRows { get; } = new int[TokenizedHeadline.MaxTokens];

    /// <summary>Gets the weight of each token in the pooled vector, 0 to 1; 0 if it has no vector.</summary>
    public float[] Rarities { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>Gets the lexicon categories of each token.</summary>
    public WordCategories[] Categories { get; } = new WordCategories[TokenizedHeadline.MaxTokens];

    public void Set(int token, int id, int vectorRow, float rarity, WordCategories categories)
    {
        Ids[token] = id;
        VectorRows[token] = vectorRow;
        Rarities[token] = rarity;
        Categories[token] = categories;
    }
}
