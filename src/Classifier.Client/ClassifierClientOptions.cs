using System.Security.Cryptography.X509Certificates;

namespace Classifier.Client;

/// <summary>Represents the options of a <see cref="ClassifierClient"/>.</summary>
public sealed class ClassifierClientOptions
{
    /// <summary>The maximum of <see cref="MaxAttempts"/>; gRPC sends no call more often.</summary>
    internal const int MaxMaxAttempts = 5;

    /// <summary>Gets the addresses of the servers: either <c>http</c> and <c>https</c> addresses of one scheme, such as
    /// <c>http://127.0.0.1:5080</c>, or one DNS name, such as <c>dns:///classifier:5080</c>.</summary>
    /// <remarks>Calls take turns over several addresses, or over all IP addresses of the DNS name, and avoid those that cannot be
    /// connected to. The name is resolved again every 30 seconds, and when a connection is lost.</remarks>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>Gets or sets a value that indicates whether the servers of a DNS name are called over TLS. The default is
    /// <see langword="true"/>. Other addresses use TLS if their scheme is <c>https</c>.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>Gets or sets the API key, or <see langword="null"/> to send none. Without TLS, others on the network can read
    /// it.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the certificate, with its private key, that identifies the client to the servers, or
    /// <see langword="null"/> for none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>Gets the authorities that the certificates of the servers must be issued by. If empty, those that the operating
    /// system trusts. Revocation is not checked for authorities given here.</summary>
    public X509Certificate2Collection ServerAuthorities { get; } = [];

    /// <summary>Gets or sets the time after which a call fails with DEADLINE_EXCEEDED, its retries included. The default is 30
    /// seconds. It applies to each of the parts that a batch is sent in. Streams have no deadline, because they may have any
    /// length.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a call is sent at most while servers are UNAVAILABLE: 1, which means no retries, to 5. The
    /// default is 5.</summary>
    /// <remarks>The time between attempts is random; its maximum is 0.2 seconds at first, and doubles up to 3 seconds.</remarks>
    public int MaxAttempts { get; set; } = MaxMaxAttempts;

    /// <summary>Gets or sets the maximum number of parts of a batch that are sent at the same time. The default is 4.</summary>
    public int MaxConcurrentParts { get; set; } = 4;
}
