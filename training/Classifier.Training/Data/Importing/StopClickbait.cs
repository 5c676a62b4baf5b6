namespace Classifier.Training.Data.Importing;

/// <summary>Reads Stop Clickbait (Chakraborty et al. 2016): one headline per line, with bait and news in separate files that are
/// distinguished by name.</summary>
internal static class StopClickbait
{
    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        var name = Path.GetFileName(path);
        var isNews = name.StartsWith("non_clickbait", StringComparison.OrdinalIgnoreCase);
        if (!isNews && !name.StartsWith("clickbait", StringComparison.OrdinalIgnoreCase))
        {
            throw new TrainingDataException(
                $"{path}: the file name must begin with clickbait or non_clickbait, which determines the label of its headlines."
            );
        }

        foreach (var (_, text) in Import.ReadLines(path, report))
        {
            yield return new LabeledHeadline(
                text.Trim(),
                null,
                isNews ? 0 : 3,
                LabelOrigin.Source,
                "stop clickbait",
                1,
                false
            );
        }
    }
}
