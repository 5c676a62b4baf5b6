namespace Classifier.Benchmarks;

/// <summary>Provides the headlines for the measurements.</summary>
internal static class Headlines
{
    /// <summary>Reads headlines from a file with one headline per line. By default, repeats the project's training headlines until
    /// there are 100,000.</summary>
    public static string[] Read(string? file)
    {
        if (file is not null)
        {
            return File.ReadAllLines(file);
        }

        var own = File.ReadLines(Path.Combine(Repository.Root, "training", "data", "headlines.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t')[0])
            .ToArray();
        return [.. Enumerable.Range(0, 100_000).Select(i => own[i % own.Length])];
    }
}
