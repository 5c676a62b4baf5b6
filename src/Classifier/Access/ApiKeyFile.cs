using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Classifier.Models;

namespace Classifier.Access;

/// <summary>Reads and changes a file of API keys. The file contains no secrets.</summary>
public static class ApiKeyFile
{
    private static readonly JsonTypeInfo<ApiKey[]> Json = new LibraryJson(
        new(JsonSerializerDefaults.Web) { WriteIndented = true }
    ).ApiKeyArray;

    /// <summary>Reads the keys of a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ApiKeyException">The file is missing or damaged.</exception>
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize(File.ReadAllBytes(path), Json) ?? [];
            return keys.All(IsValid)
                ? keys
                : throw new ApiKeyException(
                    $"{path}: a key lacks its id, name, salt, hash, or scopes, or has an unknown scope or a negative rate. Revoke it and add another."
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ApiKeyException($"{path}: cannot be read as API keys: {e.Message}", e);
        }
    }

    /// <summary>Adds a key. Creates the file if it does not exist; only its owner can read it then.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="name">The name of the caller, which no other key has.</param>
    /// <param name="scopes">What the caller may do.</param>
    /// <param name="now">The current time.</param>
    /// <param name="expires">When the key stops working; null for never.</param>
    /// <param name="headlinesPerSecond">The rate limit of the caller; 0 for none, null for that of the server.</param>
    /// <returns>The secret to give to the caller.</returns>
    /// <exception cref="ApiKeyException">The file is damaged, or the name is in use.</exception>
    public static string Add(
        string path,
        string name,
        IReadOnlyList<string> scopes,
        DateTimeOffset now,
        DateTimeOffset? expires,
        int? headlinesPerSecond = null
    )
    {
        var keys = File.Exists(path) ? Read(path) : [];
        if (keys.Any(key => key.Name == name))
        {
            throw new ApiKeyException(
                $"{path}: there is already a key named {name}. Revoke it, or choose another name."
            );
        }

        var (key, secret) = ApiKey.Create(name, scopes, now, expires, headlinesPerSecond);
        Write(path, [.. keys, key]);
        return secret;
    }

    /// <summary>Removes a key.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="name">The name of the caller.</param>
    /// <exception cref="ApiKeyException">The file is missing or damaged, or there is no such key.</exception>
    public static void Revoke(string path, string name)
    {
        var keys = Read(path);
        ApiKey[] kept = [.. keys.Where(key => key.Name != name)];
        if (kept.Length == keys.Count)
        {
            var known = string.Join(", ", keys.Select(key => key.Name));
            throw new ApiKeyException(
                $"{path}: there is no key named {name}.{(known.Length > 0 ? $" The keys are: {known}." : "")}"
            );
        }

        Write(path, kept);
    }

    private static bool IsValid(ApiKey? key) =>
        key is { Id: not null, Name: not null, Salt: not null, Hash: not null, Scopes: not null }
        && key.Scopes.All(ApiScopes.All.Contains)
        && key.HeadlinesPerSecond is null or >= 0;

    private static void Write(string path, ApiKey[] keys)
    {
        AtomicFile.Write(path, JsonSerializer.Serialize(keys, Json) + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
