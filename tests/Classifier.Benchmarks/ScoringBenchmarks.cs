using BenchmarkDotNet.Attributes;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Benchmarks;

/// <summary>Compares scoring headlines with the shipped models to ML.NET's PredictionEngine. Times are per headline.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private static readonly string[] Headlines =
    [
        "Central bank raises interest rates by a quarter point",
        "You won't believe what this dog did when its owner came home",
        "Storm leaves thousands without power along the coast",
        "10 things every gardener should do before the first frost",
        "Rovers beat United in a rain-soaked cup final",
        "Why is everyone talking about this tiny island?",
        "Parliament votes to delay the pension reform until spring",
        "Scientists find water under the surface of a distant moon",
    ];

    private const int ManyCount = 8_000;

    private readonly string[] _manyHeadlines =
    [
        .. Enumerable.Range(0, ManyCount).Select(i => Headlines[i % Headlines.Length]),
    ];
    private readonly float[] _topics = new float[17];
    private readonly TokenizedHeadline _tokens = new();
    private HeadlineClassifier _classifier = null!;

    /// <summary>Loads the shipped models.</summary>
    [GlobalSetup]
    public void Load() => _classifier = HeadlineClassifier.Load(ModelStore.FindRoot());

    /// <summary>Releases the models.</summary>
    [GlobalCleanup]
    public void Unload() => _classifier.Dispose();

    /// <summary>Normalizes and tokenizes headlines.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void Tokenize()
    {
        foreach (var headline in Headlines)
        {
            Tokenizer.Tokenize(headline, _tokens);
        }
    }

    /// <summary>Scores topics and clickbait.</summary>
    [Benchmark(OperationsPerInvoke = 8, Baseline = true)]
    public float Score()
    {
        var sum = 0f;
        foreach (var headline in Headlines)
        {
            sum += _classifier.Score(headline, _topics);
        }

        return sum;
    }

    /// <summary>Classifies headlines.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public int Classify()
    {
        var topics = 0;
        foreach (var headline in Headlines)
        {
            topics += _classifier.Classify(headline).Topics.Count;
        }

        return topics;
    }

    /// <summary>Classifies headlines with explanations.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public int Explain()
    {
        var reasons = 0;
        foreach (var headline in Headlines)
        {
            reasons += _classifier.Classify(headline, new ClassifyOptions { Explain = true }).Reasons.Count;
        }

        return reasons;
    }

    /// <summary>Scores headlines by ML.NET on the same features, including featurization and the creation of both engines.</summary>
    [Benchmark(OperationsPerInvoke = ManyCount)]
    public int PredictionEngine() =>
        _classifier.Topic.PredictWithMLNet(_manyHeadlines).Count
        + _classifier.Clickbait.PredictWithMLNet(_manyHeadlines).Count;
}
