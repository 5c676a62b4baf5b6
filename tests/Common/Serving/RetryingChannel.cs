using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Tests.Common;

/// <summary>Creates channels that distribute calls over several servers and send those that a server cannot answer to another.</summary>
internal static class RetryingChannel
{
    /// <summary>Creates a channel.</summary>
    /// <param name="addresses">The addresses of the servers.</param>
    public static GrpcChannel Create(params Uri[] addresses)
    {
        var resolver = new StaticResolverFactory(_ =>
            addresses.Select(address => new BalancerAddress(address.Host, address.Port))
        );
        return GrpcChannel.ForAddress(
            "static:///servers",
            new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Insecure,
                ServiceProvider = new ServiceCollection()
                    .AddSingleton<ResolverFactory>(resolver)
                    .BuildServiceProvider(),
                ServiceConfig = new ServiceConfig
                {
                    LoadBalancingConfigs = { new RoundRobinConfig() },
                    MethodConfigs =
                    {
                        new MethodConfig
                        {
                            Names = { MethodName.Default },
                            RetryPolicy = new RetryPolicy
                            {
                                MaxAttempts = 5,
                                InitialBackoff = TimeSpan.FromMilliseconds(50),
                                MaxBackoff = TimeSpan.FromSeconds(1),
                                BackoffMultiplier = 2,
                                RetryableStatusCodes = { StatusCode.Unavailable },
                            },
                        },
                    },
                },
            }
        );
    }
}
