using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Features;
using Classifier.Models;
using Classifier.Onnx;
using Xunit;

namespace Classifier.Tests.Models;

public sealed class ModelManifestTests
{
    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public void A_manifest_that_is_read_and_written_is_the_same_text(string task)
    {
        var text = ReadText(task);

        var manifest = JsonSerializer.Deserialize(text, ModelManifest.Json);

        Assert.Equal(text, JsonSerializer.Serialize(manifest!, ModelManifest.Json) + "\n");
    }

    [Fact]
    public void The_manifest_of_an_encoder_that_is_read_and_written_is_the_same_text()
    {
        var text = ReadText(EncoderBundle.FolderName);

        var manifest = JsonSerializer.Deserialize(text, EncoderManifest.Json);

        Assert.Equal(text, JsonSerializer.Serialize(manifest!, EncoderManifest.Json) + "\n");
    }

    [Fact]
    public void What_a_manifest_does_not_state_has_its_default()
    {
        var json = JsonNode.Parse(ReadText(ModelBundle.TopicTask))!.AsObject();
        json.Remove("format");
        json["features"] = new JsonObject { ["vectorSize"] = 8 };

        var manifest = JsonSerializer.Deserialize(json, ModelManifest.Json)!;

        Assert.Equal(ModelManifest.CurrentFormat, manifest.Format);
        Assert.Equal(new FeatureSettings { VectorSize = 8 }, manifest.Features);
        Assert.Equal(17, manifest.Features.HashBits);
    }

    private static string ReadText(string task) =>
        File.ReadAllText(Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), task), ModelBundle.ManifestName));
}
