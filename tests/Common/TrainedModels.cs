using Classifier.Models;
using Classifier.Training.Recipes;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Tests.Common.TrainedModels))]

namespace Classifier.Tests.Common;

/// <summary>Both models, trained once on the project's own headlines, without word vectors.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedModels()
    {
        TopicManifest = Run(ModelBundle.TopicTask).TrainTopic(new Silent());
        ClickbaitManifest = Run(ModelBundle.ClickbaitTask).TrainClickbait(new Silent());
        Topic = ModelBundle.Read(ModelStore.FindModel(Root, ModelBundle.TopicTask));
        Clickbait = ModelBundle.Read(ModelStore.FindModel(Root, ModelBundle.ClickbaitTask));
    }

    public string Root => _folder.Path;

    public ModelManifest TopicManifest { get; }

    public ModelManifest ClickbaitManifest { get; }

    public ModelBundle Topic { get; }

    public ModelBundle Clickbait { get; }

    public ModelBundle Of(string task) => task == ModelBundle.TopicTask ? Topic : Clickbait;

    public string FolderOf(string task) => _folder.Of(task, "1");

    public void Dispose() => _folder.Dispose();

    private TrainingRun Run(string task) => new([OwnHeadlines.Path], FolderOf(task), null, 1);
}
