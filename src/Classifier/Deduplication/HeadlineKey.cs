using Classifier.Text;

namespace Classifier.Deduplication;

/// <summary>
/// Computes keys that identify headlines regardless of case and punctuation. Used to remove duplicates and to split
/// data sets.
/// </summary>
public static class HeadlineKey
{
    /// <summary>
    /// Computes a 64-bit FNV-1a key. Headlines with the same words in the same order have the same key.
    /// </summary>
    /// <param name="headline">Any text.</param>
    /// <param name="workspace">A scratch buffer; receives the tokens of the headline.</param>
    public static ulong Compute(ReadOnlySpan<char> headline, TokenizedHeadline workspace)
    {
        Tokenizer.Tokenize(headline, workspace);
        var hash = 14_695_981_039_346_656_037ul;
        foreach (var token in workspace.Tokens)
        {
            if (token.Kind == TokenKind.Symbol)
            {
                continue;
            }

            foreach (var c in workspace[token])
            {
                hash = (hash ^ c) * 1_099_511_628_211;
            }

            hash = (hash ^ ' ') * 1_099_511_628_211;
        }

        return hash ^ (hash >> 29);
    }

    /// <summary>
    /// Returns the partition, 0 to 9, that a headline belongs to. Headlines with the same key are in the same
    /// partition.
    /// </summary>
    public static int GetPartition(ulong key) => (int)(key % 10);
}
