using System.Diagnostics;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Measures the scoring throughput of two models.</summary>
internal static class Throughput
{
    private const int MaxHeadlines = 2_000;
    private const int Rounds = 5;

    /// <summary>The time after which no further round starts, for slow models.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(3);

    /// <summary>Measures both models in alternating rounds, so that they share the conditions of the machine.</summary>
    /// <returns>The headlines per second of each model in its fastest round.</returns>
    public static (double Old, double New) Measure(
        EvaluatedModel old,
        EvaluatedModel @new,
        IEnumerable<string> headlines
    )
    {
        List<string> texts = [.. headlines.Take(MaxHeadlines)];
        double MeasureRound(EvaluatedModel model)
        {
            var start = Stopwatch.GetTimestamp();
            model.Predict(texts);
            return texts.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var clock = Stopwatch.StartNew();
        double fastestOld = 0,
            fastestNew = 0;
        for (var round = 0; round < Rounds && (round == 0 || clock.Elapsed < MaxTime); round++)
        {
            fastestOld = Math.Max(fastestOld, MeasureRound(old));
            fastestNew = Math.Max(fastestNew, MeasureRound(@new));
        }

        return (fastestOld, fastestNew);
    }
}
