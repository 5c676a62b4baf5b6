using Classifier.Text;

namespace Classifier.Deduplication;

/// <summary>Tells whether two headlines are the same but for case and punctuation.</summary>
public static class HeadlineKey
{
    /// <summary>A key (64-bit FNV-1a) that is the same for headlines with the same words in the same order.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="workspace">Is overwritten; holds the headline's tokens then.</param>
    public static ulong Compute(string headline, TokenizedHeadline workspace)
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

    /// <summary>Which of ten parts a headline falls into, 0 to 9; the same for the same words.</summary>
    public static int GetPartition(ulong key) => (int)(key % 10);
}
