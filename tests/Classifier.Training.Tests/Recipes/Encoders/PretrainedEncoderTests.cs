using Classifier.Onnx;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes.Encoders;
using Classifier.Transformers;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Encoders;

public sealed class PretrainedEncoderTests
{
    [Fact]
    public void The_trainable_model_starts_with_the_answers_of_the_quantized_one()
    {
        using var pretrained = PretrainedEncoder.Read(TrainedEncoder.Pretrained);
        using var encoder = EncoderBundle.Read(TrainedEncoder.Pretrained);
        var (_, model) = pretrained.CreateModel(pretrained.Manifest.Labels, new Compute(2), seed: 1);
        foreach (var headline in ModelWriter.Probes)
        {
            var logits = model.Forward(new TokenBatch([pretrained.Tokenize(headline)])).Values;
            var expected = encoder.ComputeLogits(headline);
            Assert.Equal(expected.Length, logits.Length);

            // The inputs of matrix products are quantized in one of them only.
            Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 0.6f));
        }
    }

    [Fact]
    public void Labels_that_the_encoder_has_start_from_its_heads_whatever_their_order()
    {
        using var pretrained = PretrainedEncoder.Read(TrainedEncoder.Pretrained);
        var known = pretrained.Manifest.Labels;
        string[] labels = [known[3], "Own label", known[0]];
        var compute = new Compute(1);
        var all = pretrained.CreateModel(known, compute, seed: 1).Model;
        var (graph, model) = pretrained.CreateModel(labels, compute, seed: 1);
        var batch = new TokenBatch([pretrained.Tokenize("Central bank raises interest rates")]);
        var (before, after) = (all.Forward(batch).Values, model.Forward(batch).Values);
        Assert.Equal(3, graph.Shape.Topics);
        Assert.Equal([before[3], before[0], .. before[^3..]], [after[0], after[2], .. after[^3..]]);
        Assert.InRange(after[1], -1, 1);
    }
}
