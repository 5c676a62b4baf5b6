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
    public void Probabilities_of_any_logits_add_up_to_one(float bias)
    {
        var settings = new FeatureSettings { HashBits = 10 };
        var featurizer = new Featurizer(settings, null);
        var nothing = new ReadOnlyMemory<float>(new float[featurizer.Length]);
        var scorer = new TopicScorer(LinearScorer.Build(new LinearWeights([nothing, nothing, nothing], [bias, bias - 1, 0]), featurizer), new ModelCalibration(5, 0));
        var (headline, features, probabilities) = (new TokenizedHeadline(), new FeatureBuffer(settings), new float[3]);
        Tokenizer.Tokenize("Rain", headline);
        scorer.Linear.Read(headline, features.Rows);
        scorer.Linear.Weigh(headline, features);
        scorer.Score(features, probabilities, calibrated: true);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
        Assert.Equal(bias > 0 ? 0 : 2, probabilities.IndexOf(probabilities.Max()));
    }
}
