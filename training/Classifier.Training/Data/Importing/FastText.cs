namespace Classifier.Training.Data.Importing;

/// <summary>Reads the fastText format for supervised training (Joulin et al. 2017): one text per line whose words include labels
/// that begin with <c>__label__</c>. The first label is the main one.</summary>
internal static class FastText
{
    private const string Prefix = "__label__";

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        var source = Path.GetFileNameWithoutExtension(FileBytes.NameWithoutGzip(path)).ToLowerInvariant();
        foreach (var (line, text) in Import.ReadLines(path, report))
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
                    new RowDefect(
                        RowDefectKind.NoLabel,
                        line,
                        null,
                        $"the label is missing; labels begin with {Prefix}."
                    )
                );
            }
            else if (!words[false].Any())
            {
                report(new RowDefect(RowDefectKind.NoText, line, null, "the line contains no text besides labels."));
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
