namespace Classifier.Benchmarks;

/// <summary>
/// Generates labeled headlines for measuring training. Each one joins halves of two headlines of the project that have the same
/// topic and clickbait grade, and adds invented names, most of which are rare. The headlines are distinct, their vocabulary is as
/// large as in news, and they can be learned. They show how long training takes, not how good a model is.
/// </summary>
internal static class SyntheticHeadlines
{
    private static readonly string[] Starts =
    [
        "Ba",
        "Cor",
        "Del",
        "Fa",
        "Gri",
        "Hal",
        "Ko",
        "Lu",
        "Mar",
        "Ne",
        "Or",
        "Pel",
        "Ru",
        "Sa",
        "Ti",
        "Vor",
        "Wes",
        "Za",
    ];

    private static readonly string[] Middles = ["", "da", "len", "mi", "no", "ra", "sti", "to", "ver", "zu"];

    private static readonly string[] Ends =
    [
        "berg",
        "dal",
        "ez",
        "ford",
        "ia",
        "in",
        "low",
        "mouth",
        "ney",
        "o",
        "sen",
        "ski",
        "stead",
        "ton",
        "vic",
        "well",
        "wood",
    ];

    private static readonly int NameCount =
        Starts.Length * Middles.Length * Middles.Length * Middles.Length * Ends.Length;

    /// <summary>Writes a TSV file with the columns text, topic and bait. The output is reproducible.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="count">The number of headlines.</param>
    public static void Write(string path, int count)
    {
        var seed = File.ReadLines(Path.Combine(Repository.Root, "training", "data", "headlines.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => (Words: cells[0].Split(' '), Topic: cells[1], Bait: cells[2]))
            .ToList();
        var byLabels = seed.ToLookup(headline => (headline.Topic, headline.Bait))
            .ToDictionary(group => group.Key, group => group.ToList());
        var random = new Random(1);
        using var writer = new StreamWriter(path);
        writer.Write("text\ttopic\tbait\n");
        for (var i = 0; i < count; i++)
        {
            var (begin, topic, bait) = seed[random.Next(seed.Count)];
            var others = byLabels[(topic, bait)];
            var end = others[random.Next(others.Count)].Words;
            string[] words =
            [
                .. begin[..((begin.Length + random.Next(2)) / 2)],
                Name(random),
                .. end[(end.Length / 2)..],
                Name(random),
            ];
            writer.Write($"{string.Join(' ', words)}\t{topic}\t{bait}\n");
        }
    }

    /// <summary>Generates a name. The distribution is skewed: names with small numbers are frequent.</summary>
    private static string Name(Random random)
    {
        var number = (int)(NameCount * Math.Pow(random.NextDouble(), 3));
        string Next(string[] parts)
        {
            var part = parts[number % parts.Length];
            number /= parts.Length;
            return part;
        }

        var (start, end) = (Next(Starts), Next(Ends));
        return start + Next(Middles) + Next(Middles) + Next(Middles) + end;
    }
}
