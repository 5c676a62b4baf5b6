using Classifier.Models;
using Classifier.Onnx;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Onnx;

public sealed class EncoderBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_folder_of_models_without_encoders_has_none()
    {
        Assert.Null(EncoderBundle.Find(_folder.Path));
    }

    [Fact]
    public void A_missing_file_is_an_error_that_names_it()
    {
        CopyModel();
        File.Delete(_folder.Of(EncoderBundle.GraphName));
        AssertRefused(EncoderBundle.GraphName);
    }

    [Fact]
    public void A_changed_vocabulary_is_refused()
    {
        CopyModel();
        File.AppendAllText(_folder.Of(EncoderBundle.VocabularyName), "extra\n");
        AssertRefused("vocab.txt has SHA-256");
    }

    [Fact]
    public void A_truncated_graph_is_refused()
    {
        CopyModel();
        using (var graph = File.OpenWrite(_folder.Of(EncoderBundle.GraphName)))
        {
            graph.SetLength(graph.Length / 2);
        }

        AssertRefused("changed or copied incompletely");
    }

    [Theory]
    [InlineData("\"format\": 2", "\"format\": 3", "format version 3")]
    [InlineData("\"task\": \"encoder\"", "\"task\": \"topic\"", "the task “topic”")]
    [InlineData("\"topicScale\": ", "\"topicScale\": 9", "the probe")]
    [InlineData("\"clickbait\": {", "\"clickbait\": null, \"unused\": {", "Path: $.clickbait")]
    [InlineData("\"labels\": [", "\"labels\": 5, \"unused\": [", "could not be converted")]
    [InlineData("\"medtop:01000000\",", "", "probe")]
    [InlineData("{", "", "cannot be used")]
    public void A_manifest_that_does_not_fit_is_refused(string text, string replacement, string expected)
    {
        CopyModel();
        var path = _folder.Of(ModelBundle.ManifestName);
        var manifest = File.ReadAllText(path);
        var position = manifest.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(path, manifest[..position] + replacement + manifest[(position + text.Length)..]);
        AssertRefused(expected);
    }

    public void Dispose() => _folder.Dispose();

    private void CopyModel()
    {
        foreach (var file in Directory.GetFiles(EncoderBundle.Find(Repository.PathOf("models"))!))
        {
            File.Copy(file, _folder.Of(Path.GetFileName(file)));
        }
    }

    private void AssertRefused(string expected)
    {
        var exception = Assert.Throws<ModelException>(() => EncoderBundle.Read(_folder.Path));
        Assert.Contains(_folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
