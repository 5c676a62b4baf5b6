using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Scoring;

public class LinearScorerTests
{
    public static TheoryData<FeatureSettings, int> Spaces =>
        new()
        {
            {
                new FeatureSettings { HashBits = 12 },
                17
            },
            {
                new FeatureSettings
                {
                    HashBits = 12,
                    VectorSize = 8,
                    WeighByRarity = true,
                },
                17
            },
            {
                new FeatureSettings
                {
                    HashBits = 12,
                    VectorSize = 8,
                    Cues = true,
                },
                1
            },
            {
                new FeatureSettings
                {
                    HashBits = 10,
                    VectorSize = 8,
                    Cues = true,
                    WordNgrams = 3,
                },
                2
            },
            {
                new FeatureSettings
                {
                    HashBits = 12,
                    CharNgramMin = 0,
                    CharNgramMax = 0,
                    WordNgrams = 1,
                },
                5
            },
            {
                new FeatureSettings
                {
                    HashBits = 11,
                    VectorSize = 8,
                    CharNgramMin = 1,
                    CharNgramMax = 8,
                },
                150
            },
        };

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Precomputed_rows_give_the_same_logits_as_individual_features(FeatureSettings settings, int labels)
    {
        var featurizer = new Featurizer(settings, settings.VectorSize > 0 ? Vectors(settings.VectorSize) : null);
        var weights = Weights(featurizer.Length, labels);
        var scorer = LinearScorer.Build(weights, featurizer);
        var headline = new TokenizedHeadline();
        var (features, rows) = (new FeatureBuffer(settings), new FeatureBuffer(settings));
        var (direct, actual) = (new float[labels], new float[labels]);
        foreach (var text in RandomHeadlines.Generate(300))
        {
            Tokenizer.Tokenize(text, headline);
            featurizer.Featurize(headline, features);
            scorer.FindRows(headline, rows.Rows);
            scorer.ComputeValues(headline, rows);
            scorer.Score(rows, actual);
            for (var label = 0; label < labels; label++)
            {
                Assert.Equal(Direct(weights, featurizer, features, label), actual[label], labels == 1 ? 1e-4 : 1e-3);
                Assert.Equal(actual[label], weights.Biases[label] + Parts(scorer, rows, label), 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(17, 1)]
    [InlineData(3, 2)]
    [InlineData(40, 1)]
    public void Merged_models_give_the_same_logits_as_separate_models(int topics, int others)
    {
        var settings = new FeatureSettings
        {
            HashBits = 12,
            VectorSize = 8,
            WeighByRarity = true,
        };
        var (plain, cued) = (
            new Featurizer(settings, Vectors(8)),
            new Featurizer(settings with { Cues = true }, Vectors(8))
        );
        var (first, last) = (
            LinearScorer.Build(Weights(plain.Length, topics), plain),
            LinearScorer.Build(Weights(cued.Length, others), cued)
        );
        var merged = LinearScorer.Merge(first, last);
        Assert.Equal(topics + others, merged.LabelCount);
        var (one, other, both) = (
            new ScoringWorkspace(first),
            new ScoringWorkspace(last),
            new ScoringWorkspace(merged)
        );
        var headline = new TokenizedHeadline();
        foreach (var text in RandomHeadlines.Generate(300))
        {
            Tokenizer.Tokenize(text, headline);
            float[] expected = [.. Logits(one, headline), .. Logits(other, headline)];
            var actual = Logits(both, headline);
            for (var label = 0; label < expected.Length; label++)
            {
                Assert.Equal(expected[label], actual[label], 1e-3);
                var alone =
                    label < topics ? Parts(first, both.Features, label) : Parts(last, both.Features, label - topics);
                Assert.Equal(alone, Parts(merged, both.Features, label), 1e-3);
            }
        }
    }

    [Fact]
    public void A_known_word_takes_two_rows()
    {
        var settings = new FeatureSettings { HashBits = 12, VectorSize = 8 };
        var featurizer = new Featurizer(settings, Vectors(8));
        var scorer = LinearScorer.Build(Weights(featurizer.Length, 3), featurizer);
        var headline = new TokenizedHeadline();
        var rows = new HeadlineRows(settings);
        Tokenizer.Tokenize("Parliament passes the budget", headline);
        scorer.FindRows(headline, rows);
        Assert.Equal(4 + 4 + 5, rows.Count);
    }

    private static float[] Logits(ScoringWorkspace workspace, TokenizedHeadline headline)
    {
        var logits = new float[workspace.LabelCount];
        workspace.Featurize(headline);
        workspace.Score(logits);
        return logits;
    }

    private static double Direct(LinearWeights weights, Featurizer featurizer, FeatureBuffer features, int label)
    {
        double sum = weights.Biases[label];
        for (var i = 0; i < features.Rows.Count; i++)
        {
            sum += weights.GetRow(features.Rows.Indices[i])[label] * features.Values[i];
        }

        for (var i = 0; i < features.Vector.Length; i++)
        {
            sum += weights.GetRow(featurizer.VectorOffset + i)[label] * features.Vector[i];
        }

        for (var i = 0; i < features.Cues.Length; i++)
        {
            sum += weights.GetRow(featurizer.CueOffset + i)[label] * features.Cues[i];
        }

        return sum;
    }

    private static double Parts(LinearScorer scorer, FeatureBuffer features, int label)
    {
        var sum = 0.0;
        scorer.Attribute(features, label, (_, _, part) => sum += part, (_, part) => sum += part);
        return sum;
    }

    private static WordVectors Vectors(int size)
    {
        var random = new Random(3);
        string[] words =
        [
            "the",
            "parliament",
            "passes",
            "budget",
            "rain",
            "india",
            "internationalisation",
            "internationalist",
            "café",
            "g7",
        ];
        return WordVectors.Build(
            words.Select(word => (word, Enumerable.Range(0, size).Select(_ => random.NextSingle() - 0.5f).ToArray()))
        );
    }

    private static LinearWeights Weights(int features, int labels)
    {
        var random = new Random(7);
        float[] Row() => [.. Enumerable.Range(0, features).Select(_ => random.NextSingle() - 0.5f)];
        return new LinearWeights(
            [.. Enumerable.Range(0, labels).Select(_ => new ReadOnlyMemory<float>(Row()))],
            [.. Enumerable.Range(0, labels).Select(label => label / 10f)]
        );
    }
}
