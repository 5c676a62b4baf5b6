using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Classifier.Access;

/// <summary>Represents a key that lets a caller use a server. Only a keyed hash of the secret is kept.</summary>
/// <remarks>A secret has 256 random bits, so that it cannot be guessed, and a slow hash, which protects guessable passwords, would
/// only slow down calls. The key of the HMAC is random for each secret.</remarks>
/// <param name="Id">The part of the secret that identifies the key.</param>
/// <param name="Name">The name of the caller.</param>
/// <param name="Salt">The key of the hash, in Base64Url.</param>
/// <param name="Hash">The HMAC-SHA256 of the secret, in Base64Url.</param>
/// <param name="Scopes">What the caller may do: some of <see cref="ApiScopes.All"/>.</param>
/// <param name="Created">When the key was created.</param>
/// <param name="Expires">When the key stops working; null for never.</param>
/// <param name="HeadlinesPerSecond">The rate limit of the caller; 0 for none, null for that of the server.</param>
public sealed record ApiKey(
    string Id,
    string Name,
    string Salt,
    string Hash,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Created,
    DateTimeOffset? Expires,
    int? HeadlinesPerSecond = null
)
{
    /// <summary>The HTTP header and gRPC metadata key in which a caller sends a secret.</summary>
    public const string Header = "x-api-key";

    private const string Prefix = "clf_";
    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    /// <summary>Creates a key.</summary>
    /// <param name="name">The name of the caller.</param>
    /// <param name="scopes">What the caller may do.</param>
    /// <param name="created">The current time.</param>
    /// <param name="expires">When the key stops working; null for never.</param>
    /// <param name="headlinesPerSecond">The rate limit of the caller; 0 for none, null for that of the server.</param>
    /// <returns>The key, and the secret to give to the caller.</returns>
    internal static (ApiKey Key, string Secret) Create(
        string name,
        IReadOnlyList<string> scopes,
        DateTimeOffset created,
        DateTimeOffset? expires,
        int? headlinesPerSecond = null
    )
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var salt = RandomNumberGenerator.GetBytes(SecretBytes);
        return (
            new ApiKey(
                id,
                name,
                Base64Url.EncodeToString(salt),
                Base64Url.EncodeToString(ComputeHash(salt, secret)),
                scopes,
                created,
                expires,
                headlinesPerSecond
            ),
            secret
        );
    }

    /// <summary>Returns the <see cref="Id"/> of the key that a secret belongs to; null if the text is no secret.</summary>
    public static string? GetId(string secret)
    {
        const int End = 4 + (2 * IdBytes);
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && secret.Length > End && secret[End] == '_'
            ? secret[Prefix.Length..End]
            : null;
    }

    /// <summary>Determines whether the secret belongs to this key, in a time that does not depend on where it differs.</summary>
    public bool Matches(string secret) =>
        CryptographicOperations.FixedTimeEquals(
            ComputeHash(Base64Url.DecodeFromChars(Salt), secret),
            Base64Url.DecodeFromChars(Hash)
        );

    /// <summary>Determines whether the key has stopped working.</summary>
    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    private static byte[] ComputeHash(byte[] salt, string secret) =>
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret));
}
