namespace Classifier.Training.Data.Importing;

/// <summary>fastText's format for supervised training (Joulin et al. 2017): a line is a text among whose words are labels that
/// begin with __label__. Of several the first is the main one.</summary>
internal static class FastText
{
    private const string Prefix = "__label__";

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        var source = Path.GetFileNameWithoutExtension(FileBytes.BareName(path)).ToLowerInvariant();
        foreach (var (line, text) in Import.Lines(path, report))
        {
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .ToLookup(word => word.StartsWith(Prefix, StringComparison.Ordinal));
            string[] labels =
            [
                .. words[true].Select(word => word[Prefix.Length..]).Where(label => label.Length > 0).Distinct(),
            ];
            if (labels.Length == 0)
            {
                report(
                    new RowDefect(RowDefectKind.NoLabel, line, null, $"there is no label; labels begin with {Prefix}.")
                );
            }
            else if (!words[false].Any())
            {
                report(new RowDefect(RowDefectKind.NoText, line, null, "there is no text behind the labels."));
            }
            else
            {
                yield return new LabeledHeadline(
                    string.Join(' ', words[false]),
                    labels[0],
                    null,
                    LabelOrigin.Reader,
                    source,
                    1,
                    false,
                    labels.ElementAtOrDefault(1)
                )
                {
                    OtherTopics = labels[1..],
                };
            }
        }
    }
}
