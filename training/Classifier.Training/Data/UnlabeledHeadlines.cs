using System.Text;
using Classifier.Deduplication;
using Classifier.Text;

namespace Classifier.Training.Data;

/// <summary>Reads headlines without labels.</summary>
public static class UnlabeledHeadlines
{
    /// <summary>The maximum number of headlines that <see cref="Read"/> returns.</summary>
    public const int MaxHeadlines = 20_000;

    /// <summary>Gets the headlines that were written for this project: those of <c>training/data/unlabeled.txt</c>, and those of
    /// <c>training/data/headlines.tsv</c> without their labels.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Reads distinct headlines. Of more than <see cref="MaxHeadlines"/>, selects some by the hash of their words.</summary>
    /// <param name="paths">Files in any format that <see cref="LabeledFile"/> reads, or <c>.txt</c> files with one headline per
    /// line.</param>
    /// <exception cref="TrainingDataException">A file cannot be read or contains no headlines.</exception>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> paths)
    {
        var workspace = new TokenizedHeadline();
        var headlines = new Dictionary<ulong, string>();
        foreach (var path in paths)
        {
            var before = headlines.Count;
            foreach (var text in ReadFile(path))
            {
                if (HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out _) == HeadlineError.None)
                {
                    headlines.TryAdd(HeadlineKey.Compute(text, workspace), text);
                }
            }

            if (headlines.Count == before)
            {
                throw new TrainingDataException($"{path}: the file contains no further headlines.");
            }
        }

        return [.. headlines.OrderBy(headline => headline.Key).Take(MaxHeadlines).Select(headline => headline.Value)];
    }

    private static IEnumerable<string> ReadFile(string path)
    {
        if (!FileBytes.NameWithoutGzip(path).EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            return LabeledFile.ReadTexts(path).Select(headline => headline.Text);
        }

        using var reader = FileBytes.OpenReader(FileBytes.Read(path));
        return [.. ReadLines(reader)];
    }

    private static List<string> ReadBuiltIn()
    {
        using var list = OpenResource("unlabeled.txt");
        using var table = OpenResource("headlines.tsv");
        return [.. ReadLines(list), .. ReadLines(table).Skip(1).Select(line => line.Split('\t')[0])];
    }

    private static StreamReader OpenResource(string name) =>
        new(typeof(UnlabeledHeadlines).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);

    private static List<string> ReadLines(StreamReader reader)
    {
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line.Trim());
            }
        }

        return lines;
    }
}
