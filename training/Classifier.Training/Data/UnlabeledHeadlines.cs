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
    /// <param name="inputs">Files in any format that <see cref="LabeledFile"/> reads, or <c>.txt</c> files with one headline per
    /// line.</param>
    /// <exception cref="TrainingDataException">A file cannot be read or contains no headlines.</exception>
    public static IReadOnlyList<string> Read(IReadOnlyList<LabeledInput> inputs)
    {
        var workspace = new TokenizedHeadline();
        var headlines = new Dictionary<ulong, string>();
        foreach (var input in inputs)
        {
            var before = headlines.Count;
            foreach (var text in ReadFile(input))
            {
                if (HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out _) == HeadlineError.None)
                {
                    headlines.TryAdd(HeadlineKey.Compute(text, workspace), text);
                }
            }

            if (headlines.Count == before)
            {
                throw new TrainingDataException(
                    $"{input}: the file contains no further headlines. A table has them in the column {input.Options.TextColumn ?? "text, headline, or title"}; name another with --text-column."
                );
            }
        }

        return [.. headlines.OrderBy(headline => headline.Key).Take(MaxHeadlines).Select(headline => headline.Value)];
    }

    private static IEnumerable<string> ReadFile(LabeledInput input)
    {
        if (!FileBytes.NameWithoutGzip(input.Path).EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            return LabeledFile.ReadTexts(input).Select(headline => headline.Text);
        }

        var bytes = input.ReadText();
        if (FileBytes.FindInvalidUtf8(bytes).FirstOrDefault() is { } defect)
        {
            throw new TrainingDataException(defect.ToMessage(input.Path));
        }

        using var reader = FileBytes.OpenReader(bytes);
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
