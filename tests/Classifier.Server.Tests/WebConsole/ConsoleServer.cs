using Classifier.Access;
using Classifier.Tests.Common;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Server.Tests.WebConsole;

/// <summary>Provides Chromium and a server that requires API keys and accepts feedback, shared by the tests of a class.</summary>
public sealed class ConsoleServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Chromium? _chromium;
    private RunningServer? _server;

    /// <summary>Gets a key for the scopes classify and feedback.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Gets the store of corrections.</summary>
    public string Store => _folder.Of("feedback.db");

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsInstalled)
        {
            return;
        }

        var keys = _folder.Of("keys.json");
        Key = ApiKeyFile.Add(keys, "editor", [ApiScopes.Classify, ApiScopes.Feedback], DateTimeOffset.UtcNow, null);
        _server = await RunningServer.StartAsync(
            "--Classifier:Security:Keys",
            keys,
            "--Classifier:Feedback:Store",
            Store
        );
        _chromium = new Chromium();
    }

    public async ValueTask DisposeAsync()
    {
        _chromium?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    /// <summary>Opens the console of a server, or of the one that requires keys.</summary>
    public Task<ChromeDriver> OpenAsync(int width, string? address = null) =>
        _chromium!.OpenAsync($"{address ?? _server!.JsonAddress}/", width);

    /// <summary>Emulates the preference for light or dark colors.</summary>
    public void Prefer(string scheme) => _chromium!.Prefer(scheme);
}
