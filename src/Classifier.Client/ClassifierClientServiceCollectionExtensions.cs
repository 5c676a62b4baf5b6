using Classifier.Client;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="ClassifierClient"/>.</summary>
public static class ClassifierClientServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ClassifierClient"/>. All instances share their connections.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the HTTP client of the calls.</returns>
    /// <exception cref="OptionsValidationException">An option is invalid. Thrown when a client is created.</exception>
    public static IHttpClientBuilder AddClassifierClient(
        this IServiceCollection services,
        Action<ClassifierClientOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services
            .AddOptions<ClassifierClientOptions>()
            .Configure(configure)
            .Validate(
                options =>
                    options.Addresses is [{ IsAbsoluteUri: true, Scheme: "dns" }]
                    || (
                        options.Addresses.Count > 0
                        && options.Addresses.All(address =>
                            address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
                        )
                        && options.Addresses.DistinctBy(address => address.Scheme).Count() == 1
                    ),
                "Addresses must contain http addresses, https addresses, or one dns address, such as http://127.0.0.1:5080 or dns:///classifier:5080."
            )
            .Validate(
                options => options.Deadline > TimeSpan.Zero && options.Deadline <= TimeSpan.FromDays(1),
                "Deadline must be positive and at most a day."
            )
            .Validate(
                options => options.MaxAttempts is >= 1 and <= ClassifierClientOptions.MaxMaxAttempts,
                $"MaxAttempts must be 1 to {ClassifierClientOptions.MaxMaxAttempts}."
            )
            .Validate(options => options.MaxConcurrentParts >= 1, "MaxConcurrentParts must be at least 1.")
            .Validate(
                options => options.ClientCertificate is null or { HasPrivateKey: true },
                "ClientCertificate must have its private key."
            );
        services.AddSingleton<ServerLimits>();
        return services
            .AddGrpcClient<ClassifierClient>((provider, factory) => Connection.Configure(factory, GetOptions(provider)))
            .ConfigurePrimaryHttpMessageHandler(provider => Connection.CreateHandler(GetOptions(provider)))
            .AddHttpMessageHandler(() => new ClosedConnectionHandler())
            .ConfigureGrpcClientCreator(
                (provider, invoker) =>
                    new ClassifierClient(invoker, provider.GetRequiredService<ServerLimits>(), GetOptions(provider))
            );
    }

    private static ClassifierClientOptions GetOptions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ClassifierClientOptions>>().Value;
}
