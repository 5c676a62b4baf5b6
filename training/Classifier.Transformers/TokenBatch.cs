namespace Classifier.Transformers;

/// <summary>Represents tokenized texts as one sequence of word pieces without padding.</summary>
public sealed class TokenBatch
{
    /// <summary>Concatenates texts.</summary>
    /// <param name="texts">The word piece IDs of each text, including the markers at its start and end.</param>
    public TokenBatch(IReadOnlyList<int[]> texts)
    {
        Starts = new int[texts.Count + 1];
        for (var i = 0; i < texts.Count; i++)
        {
            Starts[i + 1] = Starts[i] + texts[i].Length;
        }

        Ids = [.. texts.SelectMany(ids => ids)];
    }

    /// <summary>Gets the word piece IDs of all texts.</summary>
    internal int[] Ids { get; }

    /// <summary>Gets the start of each text in <see cref="Ids"/>, followed by the total length.</summary>
    internal int[] Starts { get; }

    /// <summary>Gets the number of texts.</summary>
    internal int Count => Starts.Length - 1;
}
