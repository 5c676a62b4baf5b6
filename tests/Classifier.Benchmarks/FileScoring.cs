using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks;

/// <summary>Measures scoring a file of headlines on one thread, including reading it.</summary>
internal static class FileScoring
{
    /// <summary>The size of a read, in characters. Every line must be shorter.</summary>
    private const int BlockSize = 1 << 16;

    /// <summary>Prints the throughput of the fastest of three passes, in headlines per second.</summary>
    /// <param name="path">A file with one headline per line. The last line must end with a line feed.</param>
    public static void Run(string path)
    {
        using var classifier = HeadlineClassifier.Load(ModelStore.FindRoot());
        var topics = new float[classifier.Topic.Manifest.Labels.Count];
        var best = 0.0;
        for (var pass = 0; pass < 3; pass++)
        {
            var clock = Stopwatch.StartNew();
            var rows = Score(path, classifier, topics);
            best = Math.Max(best, rows / clock.Elapsed.TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours, both tasks: {best:0} headlines/s"));
    }

    private static int Score(string path, HeadlineClassifier classifier, float[] topics)
    {
        using var reader = new StreamReader(path, new FileStreamOptions { BufferSize = BlockSize });
        var block = new char[BlockSize];
        var (rows, held) = (0, 0);
        for (int read; (read = reader.Read(block, held, block.Length - held)) > 0; )
        {
            var rest = block.AsSpan(0, held + read);
            for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                classifier.Score(rest[..end], topics);
                rows++;
            }

            rest.CopyTo(block);
            held = rest.Length;
        }

        return rows;
    }
}
