using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Scoring;

public class TopicScorerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(-30_000)]
    public void Probabilities_sum_to_one(float bias)
    {
        var settings = new FeatureSettings { HashBits = 10 };
        var featurizer = new Featurizer(settings, null);
        var nothing = new ReadOnlyMemory<float>(new float[featurizer.Length]);
        var scorer = new TopicScorer(
            LinearScorer.Build(new LinearWeights([nothing, nothing, nothing], [bias, bias - 1, 0]), featurizer),
            new ModelCalibration(5, 0)
        );
        var (headline, features, probabilities) = (new TokenizedHeadline(), new FeatureBuffer(settings), new float[3]);
        Tokenizer.Tokenize("Rain", headline);
        scorer.Linear.FindRows(headline, features.Rows);
        scorer.Linear.ComputeValues(headline, features);
        scorer.Linear.Score(features, probabilities);
        scorer.ToProbabilities(features, probabilities);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
        Assert.Equal(bias > 0 ? 0 : 2, probabilities.IndexOf(probabilities.Max()));
    }

    [Fact]
    public void Probabilities_sum_to_one_even_for_extremely_negative_logits()
    {
        float[] probabilities = [-3_000, -4_000, float.NegativeInfinity];
        TopicScorer.Normalize(probabilities, 2);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
    }

    [Fact]
    public void Probabilities_are_normalized_sigmoids()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var labels = random.Next(2, 40);
            var scale = 0.2 + (2 * random.NextDouble());
            float[] logits = [.. Enumerable.Range(0, labels).Select(_ => (float)((random.NextDouble() - 0.7) * 20))];
            var own = logits.Select(z => 1 / (1 + Math.Exp(-z * scale))).ToArray();
            var probabilities = logits.ToArray();
            TopicScorer.Normalize(probabilities, (float)scale);
            for (var label = 0; label < labels; label++)
            {
                Assert.Equal(own[label] / own.Sum(), probabilities[label], 1e-5);
            }
        }
    }
}
