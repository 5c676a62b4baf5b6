using FastBertTokenizer;

namespace Classifier.Onnx;

/// <summary>Splits headlines into word pieces (Devlin et al. 2019). Case is ignored. Training and scoring share this
/// implementation.</summary>
public sealed class HeadlineTokenizer
{
    /// <summary>The maximum number of word pieces of a headline; the rest is truncated.</summary>
    internal const int MaxPieces = 64;

    private readonly BertTokenizer _tokenizer = new();

    /// <summary>Initializes a tokenizer.</summary>
    /// <param name="vocabulary">The word pieces, one per line; the line number is the ID.</param>
    public HeadlineTokenizer(TextReader vocabulary) =>
        _tokenizer.LoadVocabulary(vocabulary, convertInputToLowercase: true);

    /// <summary>Splits a headline.</summary>
    /// <returns>The IDs of 2 to <see cref="MaxPieces"/> word pieces, including the marks of start and end.</returns>
    public long[] Encode(string headline)
    {
        // The tokenizer keeps state between calls.
        lock (_tokenizer)
        {
            return _tokenizer.Encode(headline, MaxPieces).InputIds.ToArray();
        }
    }
}
