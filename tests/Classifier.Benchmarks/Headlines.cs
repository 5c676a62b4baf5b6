namespace Classifier.Benchmarks;

/// <summary>The headlines to measure with.</summary>
internal static class Headlines
{
    /// <summary>All headlines of a file with one a line; by default those to train on that come with the project, so often that
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
