using System.Diagnostics;
using Classifier.Models;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Measures the scoring throughput of two models.</summary>
internal static class Throughput
{
    private const int MaxHeadlines = 2_000;
    private const int Rounds = 5;

    /// <summary>Measures both models in alternating rounds, so that they share the conditions of the machine.</summary>
    /// <returns>The headlines per second of each model in its fastest round.</returns>
    public static (double Old, double New) Measure(ModelBundle old, ModelBundle @new, IEnumerable<string> headlines)
    {
        List<string> texts = [.. headlines.Take(MaxHeadlines)];
        double MeasureRound(ModelBundle model)
        {
            var start = Stopwatch.GetTimestamp();
            model.Predict(texts);
            return texts.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var rounds = Enumerable
            .Range(0, Rounds)
            .Select(_ => (Old: MeasureRound(old), New: MeasureRound(@new)))
            .ToList();
        return (rounds.Max(round => round.Old), rounds.Max(round => round.New));
    }
}
