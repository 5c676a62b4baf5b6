using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Classifier.Client;
using Classifier.Server.Tests.Client;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Server.Tests.Access;

/// <summary>Calls a server with TLS that requires certificates of clients, over certificates of an authority of the tests.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _authority = CreateAuthority("authority");
    private readonly int _port = FindFreePort();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_client_needs_a_certificate_of_the_configured_authority()
    {
        await using var server = await StartAsync(
            "--Classifier:Security:ClientAuthorities",
            _folder.Write("clients.pem", _authority.ExportCertificatePem())
        );
        using var otherAuthority = CreateAuthority("authority"); // has the same name
        using var known = Issue("client", _authority);
        using var foreign = Issue("client", otherAuthority);
        using var selfMade = CreateAuthority("client");

        Assert.Equal("known", await ClassifyAsync(known, "known"));
        foreach (var certificate in new[] { null, foreign, selfMade })
        {
            await Assert.ThrowsAsync<RpcException>(() => ClassifyAsync(certificate, "unknown"));
        }
    }

    [Fact]
    public async Task The_client_presents_its_certificate_and_trusts_the_configured_authority()
    {
        await using var server = await StartAsync(
            "--Classifier:Security:ClientAuthorities",
            _folder.Write("clients.pem", _authority.ExportCertificatePem())
        );
        using var otherAuthority = CreateAuthority("authority"); // has the same name
        using var certificate = Issue("client", _authority);

        using var known = new TestClient(
            [Address],
            options =>
            {
                options.ClientCertificate = certificate;
                options.ServerAuthorities.Add(_authority);
            }
        );
        Assert.Equal("known", (await known.Client.ClassifyAsync("known", cancellationToken: Stop)).Headline);

        using var anonymous = new TestClient([Address], options => options.ServerAuthorities.Add(_authority));
        using var distrustful = new TestClient(
            [Address],
            options =>
            {
                options.ClientCertificate = certificate;
                options.ServerAuthorities.Add(otherAuthority);
            }
        );
        foreach (var client in new[] { anonymous, distrustful })
        {
            await Assert.ThrowsAsync<ClassifierException>(() =>
                client.Client.ClassifyAsync("unknown", cancellationToken: Stop)
            );
        }
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_without_a_restart()
    {
        await using var server = await StartAsync();
        using var first = await GetServerCertificateAsync();

        WriteServerCertificate();

        X509Certificate2? renewed = null;
        do
        {
            renewed?.Dispose();
            await Task.Delay(50, Stop); // the file is watched by the operating system
            renewed = await GetServerCertificateAsync();
        } while (renewed is null || renewed.Thumbprint == first!.Thumbprint);

        Assert.Equal("renewed", await ClassifyAsync(null, "renewed"));
        renewed.Dispose();
    }

    [Theory]
    [InlineData("Kestrel:EndpointDefaults:ClientCertificateMode")]
    [InlineData("Kestrel:Endpoints:Grpc:ClientCertificateMode")]
    public async Task Certificates_of_clients_without_an_authority_are_refused(string setting)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync($"--{setting}", "RequireCertificate")
        );

        Assert.Contains("Classifier:Security:ClientAuthorities", error.Message, StringComparison.Ordinal);
    }

    private string Address => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_port}");

    private string[] Arguments =>
        [
            "--Kestrel:Endpoints:Grpc:Url",
            Address,
            "--Kestrel:Endpoints:Grpc:Certificate:Path",
            _folder.Of("server.pem"),
            "--Kestrel:Endpoints:Grpc:Certificate:KeyPath",
            _folder.Of("server.key"),
            "--Classifier:Json:Url",
            "",
        ];

    private Task<RunningServer> StartAsync(params string[] args)
    {
        WriteServerCertificate();
        return RunningServer.StartAsync([.. Arguments, .. args]);
    }

    private void WriteServerCertificate()
    {
        using var certificate = Issue("127.0.0.1", _authority);
        _folder.Write("server.key", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _folder.Write("server.pem", certificate.ExportCertificatePem());
    }

    private async Task<string> ClassifyAsync(X509Certificate2? certificate, string headline)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = IsServer;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        using var channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = handler });
        var response = await new ClassifierService.ClassifierServiceClient(channel).ClassifyAsync(
            new ClassifyRequest { Headline = headline },
            cancellationToken: Stop
        );
        return response.Classification.Headline;
    }

    /// <summary>Makes a handshake and returns the certificate of the server; null while its address is bound anew.</summary>
    private async Task<X509Certificate2?> GetServerCertificateAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, Stop);
            await using var tls = new SslStream(client.GetStream(), false, IsServer);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "127.0.0.1",
                    ApplicationProtocols = [SslApplicationProtocol.Http2],
                },
                Stop
            );
            return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return null;
        }
    }

    private bool IsServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.Issuer == _authority.Subject;

    private static X509Certificate2 CreateAuthority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(string name, X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            authority,
            authority.NotBefore,
            authority.NotAfter,
            RandomNumberGenerator.GetBytes(16)
        );
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(
            withKey.Export(X509ContentType.Pkcs12),
            null,
            X509KeyStorageFlags.Exportable
        );
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
