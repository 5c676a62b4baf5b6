using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks;

/// <summary>Scores a file of headlines on one thread, reading it included.</summary>
internal static class FileScoring
{
    /// <summary>Prints how many headlines a second the best of three passes scored.</summary>
    /// <param name="path">A file with one headline a line.</param>
    public static void Run(string path)
    {
        using var classifier = HeadlineClassifier.Load(ModelStore.FindRoot());
        var topics = new float[classifier.Topic.Manifest.Labels.Count];
        var best = 0.0;
        for (var pass = 0; pass < 3; pass++)
        {
            var (rows, clock) = (0, Stopwatch.StartNew());
            using var reader = new StreamReader(path, new FileStreamOptions { BufferSize = 1 << 16 });
            while (reader.ReadLine() is { } line)
            {
                classifier.Score(line, topics);
                rows++;
            }

            best = Math.Max(best, rows / clock.Elapsed.TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours, both tasks: {best:0} headlines/s"));
    }
}
