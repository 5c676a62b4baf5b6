using Classifier.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Server.Tests.Client;

/// <summary>Registers a client in services of its own, as an application does, and owns its connections.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly ServiceProvider _services;

    public TestClient(IEnumerable<string> addresses, Action<ClassifierClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddClassifierClient(options =>
        {
            foreach (var address in addresses)
            {
                options.Addresses.Add(new Uri(address));
            }

            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<ClassifierClient>();
    }

    public ClassifierClient Client { get; }

    public void Dispose() => _services.Dispose();
}
