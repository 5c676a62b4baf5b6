using System.Diagnostics;
using System.Text;
using Classifier.Tests.Common;

namespace Classifier.Cli.Tests.Documents;

/// <summary>Represents a folder with the files that the documents name, in which their commands run: headlines, pages, and models. The
/// shipped models have other versions beside them, which are copies.</summary>
internal sealed class DocumentFolder : IDisposable
{
    /// <summary>The size from which on a file of a model is a link to that of the repository. No command changes one.</summary>
    private const int LargeBytes = 1_000_000;

    private static readonly string[] Pages = ["indian-portal", "guardian-like", "local-tv-station"];
    private static readonly string[] Linked = ["docs", "protos", "src", "tests", "training"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes the folder.</summary>
    public DocumentFolder()
    {
        foreach (var name in Linked)
        {
            Directory.CreateSymbolicLink(_folder.Of(name), Repository.PathOf(name));
        }

        foreach (
            var (task, version) in new[] { ("topic", ShippedVersions.Topic), ("clickbait", ShippedVersions.Clickbait) }
        )
        {
            CopyModel(task, version, "5", "6", "7");
            _folder.Write($"models/{task}/active", $"{version}\n5\n");
        }

        CopyModel("encoder", ShippedVersions.Encoder, ShippedVersions.Encoder);
        WriteHeadlines();
        WritePages();
        WriteProgram();
    }

    /// <summary>Gets the folder of the models.</summary>
    public string Models => _folder.Of("models");

    /// <summary>Runs commands and returns what they wrote.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string commands, CancellationToken stop)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-eu", "-c", commands])
            {
                WorkingDirectory = _folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                Environment =
                {
                    ["PATH"] = $"{_folder.Of("program")}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["CLASSIFIER_MODELS"] = Models,
                    ["CLASSIFIER_FEEDBACK"] = _folder.Of("feedback.db"),
                    ["DOTNET_TieredPGO"] = "0",
                },
            }
        )!;
        var output = shell.StandardOutput.ReadToEndAsync(stop);
        var error = await shell.StandardError.ReadToEndAsync(stop);
        await shell.WaitForExitAsync(stop);
        return (shell.ExitCode, await output, error);
    }

    public void Dispose() => _folder.Dispose();

    private void CopyModel(string task, string version, params string[] copies)
    {
        foreach (var copy in copies)
        {
            Directory.CreateDirectory(_folder.Of("models", task, copy));
            foreach (var file in Directory.GetFiles(Repository.PathOf("models", task, version)))
            {
                var target = _folder.Of("models", task, copy, Path.GetFileName(file));
                if (new FileInfo(file).Length > LargeBytes)
                {
                    File.CreateSymbolicLink(target, file);
                }
                else
                {
                    File.Copy(file, target);
                }
            }
        }
    }

    /// <summary>Writes headlines of the project: labeled ones for training and, as gold, those that are held out; and some that are
    /// not labeled.</summary>
    private void WriteHeadlines()
    {
        var rows = File.ReadAllLines(Repository.PathOf("training", "data", "headlines.tsv"));
        string[] train = [.. rows.Where(row => !row.EndsWith("\ttest", StringComparison.Ordinal))];
        _folder.Write("headlines.tsv", string.Join('\n', train));
        _folder.Write("gold.tsv", string.Join('\n', rows.Except(train.Skip(1))));
        _folder.Write("headlines.csv", "text\nRates rise to 4 percent\nHere’s why rates rise\n");
        _folder.Write(
            "headlines.ndjson",
            "\"Rates rise to 4 percent\"\n{\"id\":\"b\",\"headline\":\"Here’s why rates rise\"}\n"
        );
        _folder.Write("a-usual-week.txt", string.Join('\n', rows.Skip(1).Select(row => row.Split('\t')[0])));
    }

    private void WritePages()
    {
        foreach (var page in Pages)
        {
            var html = File.ReadAllText(
                Repository.PathOf("tests", "Classifier.Tests", "Pages", "Fixtures", $"{page}.html")
            );
            _folder.Write($"pages/{page}.html", html);
            _folder.Write($"fronts/{page}.html", html);
            _folder.Write("saved.html", html);
        }

        var response =
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{File.ReadAllText(_folder.Of("saved.html"))}";
        _folder.Write(
            "crawl.warc.gz",
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/\r\n"
                + "Content-Type: application/http; msgtype=response\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(response)}\r\n\r\n{response}\r\n\r\n"
        );
        _folder.Write(
            "feed.xml",
            "<rss version=\"2.0\"><channel><title>Town news</title><item><title>Rates rise to 4 percent</title></item></channel></rss>"
        );
    }

    private void WriteProgram()
    {
        var program = _folder.Write(
            "program/classifier",
            $"#!/bin/sh\nexec dotnet '{ClassifierProgram.Path}' \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
