namespace Classifier.Benchmarks;

/// <summary>
/// Labeled headlines in any number, to measure training with: the project's own, cut and joined anew within their topic and
/// grade of bait, each with invented names, few of them frequent and most rare. So no two are the same, words are as many as in news, and
/// there is something to learn. They tell how long training takes, not how good a model is.
/// </summary>
internal static class MadeHeadlines
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

    private static readonly int Names = Starts.Length * Middles.Length * Middles.Length * Middles.Length * Ends.Length;

    /// <summary>Writes a TSV with the columns text, topic and bait; the same number gives the same file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many headlines.</param>
    public static void Write(string path, int count)
    {
        var own = File.ReadLines(Path.Combine(Repository.Root, "training", "data", "headlines.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => (Words: cells[0].Split(' '), Topic: cells[1], Bait: cells[2]))
            .ToList();
        var like = own.ToLookup(headline => (headline.Topic, headline.Bait))
            .ToDictionary(group => group.Key, group => group.ToList());
        var random = new Random(1);
        using var writer = new StreamWriter(path);
        writer.Write("text\ttopic\tbait\n");
        for (var i = 0; i < count; i++)
        {
            var (begin, topic, bait) = own[random.Next(own.Count)];
            var others = like[(topic, bait)];
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

    /// <summary>A name; those of small numbers come often.</summary>
    private static string Name(Random random)
    {
        var number = (int)(Names * Math.Pow(random.NextDouble(), 3));
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
