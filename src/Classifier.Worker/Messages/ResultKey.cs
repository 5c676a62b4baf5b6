using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Worker.Messages;

/// <summary>Computes the keys of results whose senders gave no id. Results of the same headline and the same model versions have the
/// same key, so that a compacted topic keeps one of them.</summary>
internal static class ResultKey
{
    [ThreadStatic]
    private static char[]? _normalized;

    [ThreadStatic]
    private static int[]? _origin;

    /// <summary>Returns the SHA-256 of a normalized headline and of the model versions, in hexadecimal.</summary>
    public static string Compute(string headline, ModelVersions versions)
    {
        var normalized = _normalized ??= new char[TextNormalizer.MaxLength];
        var length = TextNormalizer.Normalize(headline, normalized, _origin ??= new int[TextNormalizer.MaxLength + 1]);
        return Compute(Encoding.UTF8.GetBytes(normalized, 0, length), versions);
    }

    /// <summary>Returns the SHA-256 of a content and of the model versions, in hexadecimal.</summary>
    public static string Compute(ReadOnlySpan<byte> content, ModelVersions versions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, content);
        Append(hash, Encoding.UTF8.GetBytes(versions.Topic));
        Append(hash, Encoding.UTF8.GetBytes(versions.Clickbait));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Appends a part with its length, so that parts cannot be confused.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
