namespace Classifier.Training.Data.Importing;

/// <summary>Stop Clickbait (Chakraborty et al. 2016): a headline a line, bait and news in files of their own that are told by
/// their names.</summary>
internal static class StopClickbait
{
    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        var name = Path.GetFileName(path);
        var isNews = name.StartsWith("non_clickbait", StringComparison.OrdinalIgnoreCase);
        if (!isNews && !name.StartsWith("clickbait", StringComparison.OrdinalIgnoreCase))
        {
            throw new TrainingDataException(
                $"{path}: the name must begin with clickbait or non_clickbait, which tells what its headlines are."
            );
        }

        foreach (var (_, text) in Import.Lines(path, report))
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
