using System.Globalization;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads the News Category Dataset (Misra 2022): one JSON object per line.</summary>
internal static class HuffPost
{
    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        foreach (var (line, article) in JsonLines.Read<Article>(path, report))
        {
            if (string.IsNullOrWhiteSpace(article.Headline) || string.IsNullOrWhiteSpace(article.Category))
            {
                report(new RowDefect(RowDefectKind.BadValue, line, null, "the headline or the category is missing."));
                continue;
            }

            yield return new LabeledHeadline(
                article.Headline.Trim(),
                article.Category,
                null,
                LabelOrigin.Source,
                "huffpost",
                1,
                false,
                Date: DateOnly.TryParse(article.Date, CultureInfo.InvariantCulture, out var date) ? date : null
            );
        }
    }

    private sealed record Article(string? Headline, string? Category, string? Date);
}
