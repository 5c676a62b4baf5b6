using System.Text.Json.Nodes;
using Classifier.Benchmarks.Rpc;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks.Live;

/// <summary>Represents a temporary folder of models with the versions 5 and 6 of each task, of which 5 is active. Version 6 has the
/// weights of version 5 and other thresholds, so that their replies differ.</summary>
internal sealed class LiveModels : IDisposable
{
    public const string Topic = ModelBundle.TopicTask;
    public const string Clickbait = ModelBundle.ClickbaitTask;

    public LiveModels()
    {
        HeadlineClassifier.Load(ModelStore.FindRoot()).Dispose(); // writes the caches, which are then copied
        foreach (var task in new[] { Topic, Clickbait })
        {
            foreach (var version in new[] { "5", "6" })
            {
                var folder = Directory.CreateDirectory(Path.Combine(Root, task, version)).FullName;
                var source = ModelStore.FindModel(ModelStore.FindRoot(), task);
                foreach (var file in Directory.GetFiles(source))
                {
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                }
            }

            Activate(task, "5");
        }

        Edit(Topic, manifest => manifest["minScore"] = 0.001);
        Edit(Clickbait, manifest => manifest["bands"]!["slight"] = 0);
    }

    /// <summary>Gets the path of the folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("classifier-live-").FullName;

    /// <summary>Activates a version.</summary>
    public void Activate(string task, string version) => ActiveVersion.Set(Path.Combine(Root, task), version, null);

    /// <summary>Starts a server with these models and ModelAdminService, whose address is the last one.</summary>
    public Task<ChildProcess> StartAsync(params string[] args) =>
        ChildProcess.StartAsync(
            typeof(Server.Program).Assembly.Location,
            [
                "--urls",
                "http://127.0.0.1:0",
                "--Classifier:Models",
                Root,
                "--Classifier:Admin:Url",
                "http://127.0.0.1:0",
                .. args,
            ]
        );

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Edit(string task, Action<JsonNode> edit)
    {
        var path = Path.Combine(Root, task, "6", ModelBundle.ManifestName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
