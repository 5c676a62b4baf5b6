using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Classifier.Server.Access;

/// <summary>Requires certificates of clients, which must be issued by authorities of the operator.</summary>
internal static class ClientCertificates
{
    private const string Mode = nameof(HttpsConnectionAdapterOptions.ClientCertificateMode);

    /// <summary>Requires certificates on all addresses with TLS, if authorities are configured.</summary>
    /// <exception cref="InvalidOperationException">The authorities cannot be read, or Kestrel is told to ask for certificates, but there
    /// are no authorities. Any authority that this machine trusts could then issue them.</exception>
    public static void AddClientCertificates(this WebApplicationBuilder builder, SecurityOptions options)
    {
        if (options.ClientAuthorities.Length > 0)
        {
            var authorities = Read(options.ClientAuthorities);
            builder.WebHost.ConfigureKestrel(kestrel =>
                kestrel.ConfigureHttpsDefaults(https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, chain, _) =>
                        IsIssuedBy(authorities, certificate, chain);
                })
            );
            return;
        }

        var kestrel = builder.Configuration.GetSection("Kestrel");
        foreach (
            var section in kestrel.GetSection("Endpoints").GetChildren().Append(kestrel.GetSection("EndpointDefaults"))
        )
        {
            if (Enum.TryParse(section[Mode], ignoreCase: true, out ClientCertificateMode mode) && mode != default)
            {
                throw new InvalidOperationException(
                    $"{section.Path}:{Mode} is {mode}, but {SecurityOptions.Section}:{nameof(options.ClientAuthorities)} is not set. "
                        + "Set it to a PEM file with the certificates of the authorities that issue certificates to your clients."
                );
            }
        }
    }

    private static X509Certificate2Collection Read(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{path}: cannot be read as certificates in PEM: {e.Message}", e);
        }

        return authorities.Count > 0
            ? authorities
            : throw new InvalidOperationException($"{path}: contains no certificate in PEM.");
    }

    private static bool IsIssuedBy(
        X509Certificate2Collection authorities,
        X509Certificate2 certificate,
        X509Chain? received
    )
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (received is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore); // intermediate certificates
        }

        return chain.Build(certificate);
    }
}
