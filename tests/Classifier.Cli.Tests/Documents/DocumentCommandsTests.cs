using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Documents;

/// <summary>Runs the commands of the documents and compares what they write with what the documents show.</summary>
public sealed class DocumentCommandsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(DocumentationTests.Documents), MemberType = typeof(DocumentationTests))]
    public async Task Commands_run_and_write_what_the_document_shows(string document)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a Unix shell.");
        DocumentBlock[] blocks = [.. DocumentBlock.Read(document)];
        if (blocks.All(block => block.Reason is not null))
        {
            return;
        }

        using var folder = new DocumentFolder();
        await using var server = await StartServerAsync(folder, blocks);
        var written = (string?)null;
        foreach (var block in blocks)
        {
            if (block.Reason is null && block.IsCommands)
            {
                await RunAsync(block.First, 0);
                written = await RunAsync(block.Text, block.ExitCode);
            }
            else if (block.Reason is null && block.IsNext && written is not null)
            {
                Assert.True(DocumentOutput.Matches(block.Text, written), $"{block.Place}: the output is\n{written}");
            }
            else
            {
                Assert.True(
                    block.Reason?.Length > 0,
                    $"{block.Place}: the block is neither run nor the output of the block before. Write why in a comment before "
                        + "it: <!-- not run: REASON -->"
                );
                written = null;
            }

            async Task<string> RunAsync(string commands, int exitCode)
            {
                var (code, output, error) = await folder.RunAsync(Address(commands, server), Stop);
                Assert.True(code == exitCode, $"{block.Place}: exit code {code}\n{commands}\n{output}\n{error}");
                return output;
            }
        }
    }

    /// <summary>Starts the server that the commands call, if they do, with all its addresses.</summary>
    private static async Task<RunningServer?> StartServerAsync(
        DocumentFolder folder,
        IEnumerable<DocumentBlock> blocks
    ) =>
        blocks.Any(block => block.Reason is null && Address(block.Text, null) != block.Text)
            ? await RunningServer.StartAsync(
                "--Classifier:Models",
                folder.Models,
                "--Classifier:Admin:Url",
                "http://127.0.0.1:0",
                "--Classifier:Telemetry:PrometheusUrl",
                "http://127.0.0.1:0",
                "--Classifier:Canary:Percent",
                "5"
            )
            : null;

    /// <summary>Replaces the addresses of the documents by those of a server.</summary>
    private static string Address(string commands, RunningServer? server) =>
        commands
            .Replace("127.0.0.1:5080", HostOf(server?.Address), StringComparison.Ordinal)
            .Replace("127.0.0.1:5081", HostOf(server?.JsonAddress), StringComparison.Ordinal)
            .Replace("127.0.0.1:5090", HostOf(server?.AdminAddress), StringComparison.Ordinal)
            .Replace("127.0.0.1:5091", HostOf(server?.MetricsAddress), StringComparison.Ordinal);

    private static string HostOf(string? address) => address is null ? "" : new Uri(address).Authority;
}
