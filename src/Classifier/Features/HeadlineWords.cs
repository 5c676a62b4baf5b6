using Classifier.Text;

namespace Classifier.Features;

/// <summary>What is known of each token of a headline. One instance is filled again and again, so that nothing is allocated
/// for a headline.</summary>
public sealed class HeadlineWords
{
    /// <summary>The number of each token in the <see cref="Vocabulary"/>, -1 for none.</summary>
    internal int[] Ids { get; } = new int[TokenizedHeadline.MaxTokens];

    /// <summary>The row of each token in the word vectors, its own or its stem's; -1 for none.</summary>
    internal int[] VectorRows { get; } = new int[TokenizedHeadline.MaxTokens];

    /// <summary>How much each token counts in the pooled vector, 0 to 1; 0 where it has no vector.</summary>
    internal float[] Rarities { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>What each token hints at.</summary>
    internal WordHints[] Hints { get; } = new WordHints[TokenizedHeadline.MaxTokens];

    internal void Set(int token, int id, int vectorRow, float rarity, WordHints hints)
    {
        Ids[token] = id;
        VectorRows[token] = vectorRow;
        Rarities[token] = rarity;
        Hints[token] = hints;
    }
}
