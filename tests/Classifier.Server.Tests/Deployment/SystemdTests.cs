using System.Diagnostics;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Deployment;

/// <summary>Lets systemd check the unit of deploy/systemd, with a program that exists in the place of the server.</summary>
public sealed class SystemdTests : IDisposable
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_unit_is_valid()
    {
        Assert.Equal("", await AnalyzeAsync("verify", "--man=no", WriteUnit()));
    }

    [Fact]
    public async Task The_unit_is_sandboxed()
    {
        // The exposure is 0.0 to 10.0; the threshold is in tenths.
        Assert.Contains(
            "OK",
            await AnalyzeAsync("security", "--offline=true", "--threshold=20", "--no-pager", WriteUnit()),
            StringComparison.Ordinal
        );
    }

    private string WriteUnit() =>
        _folder.Write(
            "classifier.service",
            File.ReadAllText(Repository.PathOf("deploy", "systemd", "classifier.service"))
                .Replace("/opt/classifier/Classifier.Server", "/bin/true", StringComparison.Ordinal)
        );

    private static async Task<string> AnalyzeAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Analyze), "systemd is not installed.");
        using var process = Process.Start(
            new ProcessStartInfo(Analyze, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + error);
        return await output + error;
    }
}
