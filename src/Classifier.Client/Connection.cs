using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Client;

/// <summary>Configures the connections to the servers.</summary>
internal static class Connection
{
    /// <summary>The maximum bytes of requests that are kept for retries. Calls beyond it are sent once.</summary>
    private const long MaxRetryBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan DnsRefreshInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <summary>Configures the channel, its load balancing, and its retries.</summary>
    public static void Configure(GrpcClientFactoryOptions factory, ClassifierClientOptions options)
    {
        var first = options.Addresses[0];
        factory.Address = options.Addresses.Count == 1 ? first : new Uri("static:///classifier");
        factory.ChannelOptionsActions.Add(channel =>
        {
            var isSecure = first.Scheme == "dns" ? options.UseTls : first.Scheme == Uri.UriSchemeHttps;
            channel.Credentials = isSecure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
            // Not the application's services, so that its own resolvers stay as they are.
            channel.ServiceProvider = CreateResolvers(options);
            channel.ServiceConfig = CreateServiceConfig(options);
            channel.MaxReceiveMessageSize = null;
            channel.MaxSendMessageSize = null;
            channel.MaxRetryBufferSize = MaxRetryBytes;
            channel.MaxRetryBufferPerCallSize = MaxRetryBytes;
        });
    }

    /// <summary>Creates the handler that connects to the servers.</summary>
    public static SocketsHttpHandler CreateHandler(ClassifierClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A server limits the calls of a connection.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        if (options.ClientCertificate is { } certificate)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null);
        }

        if (options.ServerAuthorities.Count > 0)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(options.ServerAuthorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    /// <summary>Retries calls of all methods while no server is available.</summary>
    /// <param name="maxAttempts">The maximum number of attempts of a call, at least 2.</param>
    public static MethodConfig CreateRetries(int maxAttempts) =>
        new()
        {
            Names = { MethodName.Default },
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = maxAttempts,
                InitialBackoff = TimeSpan.FromSeconds(0.2),
                MaxBackoff = TimeSpan.FromSeconds(3),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };

    private static ServiceProvider CreateResolvers(ClassifierClientOptions options) =>
        new ServiceCollection()
            .AddSingleton<ResolverFactory>(new DnsResolverFactory(DnsRefreshInterval))
            .AddSingleton<ResolverFactory>(
                new StaticResolverFactory(_ => options.Addresses.Select(uri => new BalancerAddress(uri.Host, uri.Port)))
            )
            .BuildServiceProvider();

    private static ServiceConfig CreateServiceConfig(ClassifierClientOptions options)
    {
        var config = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } };
        if (options.MaxAttempts > 1)
        {
            config.MethodConfigs.Add(CreateRetries(options.MaxAttempts));
        }

        return config;
    }
}
