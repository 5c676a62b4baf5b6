using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Models;

public sealed class SharedVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SharedVectorsTests()
    {
        foreach (var task in ModelBundle.Tasks)
        {
            Directory.CreateDirectory(_folder.Of(task, "6"));
            foreach (var name in new[] { ModelBundle.ZipName, ModelBundle.ManifestName, ModelBundle.VectorsName })
            {
                File.Copy(
                    Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), task), name),
                    _folder.Of(task, "6", name)
                );
            }
        }
    }

    private string Own => _folder.Of(ModelBundle.TopicTask, "6", ModelBundle.VectorsName);

    private string Other => _folder.Of(ModelBundle.ClickbaitTask, "6", ModelBundle.VectorsName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_without_vectors_uses_those_of_another_model_with_the_same_hash()
    {
        File.Delete(Own);

        var model = ModelBundle.Read(_folder.Of(ModelBundle.TopicTask, "6"), useCache: false);

        Assert.Equal(Other, ModelBundle.FindVectors(_folder.Of(ModelBundle.TopicTask, "6")));
        Assert.NotNull(model.Featurizer.Vectors);
    }

    [Fact]
    public void A_model_prefers_its_own_vectors()
    {
        Assert.Equal(Own, ModelBundle.FindVectors(_folder.Of(ModelBundle.TopicTask, "6")));
    }

    [Fact]
    public void Vectors_that_are_nowhere_are_reported_as_missing()
    {
        File.Delete(Own);
        File.Delete(Other);

        var exception = Assert.Throws<ModelException>(() =>
            ModelBundle.Read(_folder.Of(ModelBundle.TopicTask, "6"), useCache: false)
        );

        Assert.Contains(ModelBundle.VectorsName, exception.Message, StringComparison.Ordinal);
        Assert.Null(ModelBundle.FindVectors(_folder.Of(ModelBundle.TopicTask, "6")));
    }

    [Fact]
    public void Damaged_vectors_of_another_model_are_refused()
    {
        File.Delete(Own);
        File.AppendAllText(Other, "x");

        var exception = Assert.Throws<ModelException>(() =>
            ModelBundle.Read(_folder.Of(ModelBundle.TopicTask, "6"), useCache: false)
        );

        Assert.Contains("SHA-256", exception.Message, StringComparison.Ordinal);
    }
}
