using Classifier.Models;
using Classifier.Training.Recipes;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Tests.Common.TrainedModels))]

namespace Classifier.Tests.Common;

/// <summary>Provides both models, trained on the labeled headlines of the repository without word vectors. Each is trained
/// once per test run, when a test first asks for it.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Trained> _topic;
    private readonly Lazy<Trained> _clickbait;

    public TrainedModels()
    {
        _topic = new(() => Train(ModelBundle.TopicTask, run => run.TrainTopic(new Silent())));
        _clickbait = new(() => Train(ModelBundle.ClickbaitTask, run => run.TrainClickbait(new Silent())));
    }

    /// <summary>Gets the folder with both models, as a store of models has it.</summary>
    public string Root
    {
        get
        {
            _ = (_topic.Value, _clickbait.Value);
            return _folder.Path;
        }
    }

    public ModelManifest TopicManifest => _topic.Value.Manifest;

    public ModelManifest ClickbaitManifest => _clickbait.Value.Manifest;

    public ModelBundle Topic => _topic.Value.Bundle;

    public ModelBundle Clickbait => _clickbait.Value.Bundle;

    public ModelBundle Of(string task) => TrainedFor(task).Bundle;

    public string FolderOf(string task) => TrainedFor(task).Folder;

    public void Dispose() => _folder.Dispose();

    private Trained TrainedFor(string task) => (task == ModelBundle.TopicTask ? _topic : _clickbait).Value;

    private Trained Train(string task, Func<TrainingRun, ModelManifest> train)
    {
        var folder = _folder.Of(task, "1");
        var manifest = train(new TrainingRun([OwnHeadlines.Path], folder, null, 1));
        return new Trained(folder, manifest, ModelBundle.Read(folder));
    }

    private sealed record Trained(string Folder, ModelManifest Manifest, ModelBundle Bundle);
}
