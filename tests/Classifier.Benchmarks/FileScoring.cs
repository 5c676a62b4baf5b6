using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks;

/// <summary>Scores a file of headlines on one thread, reading it included.</summary>
internal static class FileScoring
{
    /// <summary>In characters; no line is as long.</summary>
    private const int BlockSize = 1 << 16;

    /// <summary>Prints how many headlines a second the best of three passes scored.</summary>
    /// <param name="path">A file with one headline a line, the last one ended as well.</param>
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
