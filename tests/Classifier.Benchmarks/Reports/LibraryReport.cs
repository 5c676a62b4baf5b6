using System.Diagnostics;
using System.Globalization;
using System.Text;
using Classifier.Benchmarks.Rpc;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the library without a network.</summary>
internal static class LibraryReport
{
    private static readonly int[] Sizes = [1, 10, 100, 1_000, 10_000];

    /// <summary>Measures and returns the section.</summary>
    public static string Measure(string[] headlines)
    {
        using var classifier = HeadlineClassifier.Load(ModelStore.FindRoot());
        using var engines = new PredictionEngines(ModelStore.FindRoot());
        var topics = new float[classifier.Topic.Manifest.Labels.Count];
        var tokens = new TokenizedHeadline();
        var explain = new ClassifyOptions { Explain = true };
        var few = headlines.Take(2_000).ToArray();

        // All are measured in one run, so that other load on the machine affects them equally.
        var score = MeasureFastest(headlines, headline => classifier.Score(headline, topics));
        var engine = MeasureFastest(few, headline => engines.Score(headline));
        var tokenize = MeasureFastest(headlines, headline => Tokenizer.Tokenize(headline, tokens));
        var classify = MeasureFastest(headlines, headline => classifier.Classify(headline));
        var explained = MeasureFastest(few, headline => classifier.Classify(headline, explain));
        var text = new StringBuilder(
            "## Library, one thread, both tasks\n\n| operation | µs per headline | headlines/s | relative to PredictionEngine |\n|---|---|---|---|\n"
        );
        foreach (
            var (name, time) in new[]
            {
                ("normalize and tokenize", tokenize),
                ("score (`Score`)", score),
                ("classify (`Classify`)", classify),
                ("classify with explanation", explained),
                ("ML.NET PredictionEngine, same models and features", engine),
            }
        )
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {time:0.00} | {1e6 / time:N0} | {engine / time:0.0} |\n"
            );
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var headline in few)
        {
            classifier.Score(headline, topics);
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var (one, two) = (MeasureThreads(classifier, headlines, 1), MeasureThreads(classifier, headlines, 2));
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n`Score` allocates {bytes / few.Length} bytes per headline. Two threads reach {two / one:0.00} times the throughput of one.\n\n"
        );
        text.Append("| headlines per call | headlines/s |\n|---|---|\n");
        foreach (var size in Sizes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {size:N0} | {1e6 / MeasureCalls(classifier, headlines, size):N0} |\n"
            );
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Returns the time of the fastest of five passes over all headlines, in µs per headline.</summary>
    private static double MeasureFastest(string[] headlines, Action<string> action)
    {
        var best = double.MaxValue;
        for (var pass = 0; pass < 5; pass++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var headline in headlines)
            {
                action(headline);
            }

            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / headlines.Length);
        }

        return best;
    }

    private static double MeasureCalls(HeadlineClassifier classifier, string[] headlines, int size)
    {
        var results = new Classification[size];
        var starts = Enumerable.Range(0, Math.Max(1, 20_000 / size)).ToArray();
        var best = double.MaxValue;
        for (var pass = 0; pass < 3; pass++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var start in starts)
            {
                for (var i = 0; i < size; i++)
                {
                    results[i] = classifier.Classify(headlines[((start * size) + i) % headlines.Length]);
                }
            }

            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / (starts.Length * size));
        }

        return best;
    }

    private static double MeasureThreads(HeadlineClassifier classifier, string[] headlines, int threads)
    {
        var best = 0.0;
        for (var pass = 0; pass < 5; pass++)
        {
            var clock = Stopwatch.StartNew();
            var running = Enumerable
                .Range(0, threads)
                .Select(_ => new Thread(() =>
                {
                    var topics = new float[classifier.Topic.Manifest.Labels.Count];
                    foreach (var headline in headlines)
                    {
                        classifier.Score(headline, topics);
                    }
                }))
                .ToArray();
            foreach (var thread in running)
            {
                thread.Start();
            }

            foreach (var thread in running)
            {
                thread.Join();
            }

            best = Math.Max(best, threads * headlines.Length / clock.Elapsed.TotalSeconds);
        }

        return best;
    }
}
