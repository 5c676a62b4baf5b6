namespace Classifier.Server.Access;

/// <summary>Represents the settings of section <c>Classifier:Security</c>.</summary>
internal sealed record SecurityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Security";

    /// <summary>Gets the file of API keys that <c>classifier keys</c> maintains. The server reads it again when it changes. Callers need
    /// no key if the path is empty.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Gets a PEM file with the certificates of the authorities that issue certificates to clients. If the path is not empty,
    /// clients need a certificate on all addresses with TLS.</summary>
    public string ClientAuthorities { get; init; } = "";

    /// <summary>Gets a value indicating whether the server may listen on an address that other machines can reach without TLS and
    /// without keys, for example behind a proxy that has both.</summary>
    public bool Insecure { get; init; }
}
