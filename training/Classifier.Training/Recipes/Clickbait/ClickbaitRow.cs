using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Represents a headline to train on.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Target">The probability that a reader would call it bait.</param>
/// <param name="Weight">The weight.</param>
internal sealed record ClickbaitRow(string Text, float Target, float Weight)
{
    /// <summary>The relative weight of headlines labeled by their source if there are also headlines labeled by a
    /// reader.</summary>
    private const float SourceWeight = 0.1f;

    /// <summary>The weight of a title that only a teacher labeled, relative to a headline labeled by a reader.</summary>
    private const float TitleWeight = 0.3f;

    /// <summary>The share of the teacher's answer in the target of a labeled headline.</summary>
    private const float TeacherShare = 0.5f;

    /// <summary>The soft target of each grade: the probability that a reader would call such a headline bait.</summary>
    private static readonly float[] GradeTargets = [0.02f, 0.3f, 0.8f, 0.97f];

    /// <summary>Returns the probability that a reader would call a headline with a grade from 0 to 3 bait.</summary>
    public static float GetSoftTarget(float grade) => GradeTargets[(int)Math.Round(grade)];

    /// <summary>Creates rows with the targets 0 and 1, for grades of at least 2.</summary>
    /// <param name="headlines">The labeled headlines.</param>
    public static List<ClickbaitRow> CreateHard(IReadOnlyList<LabeledHeadline> headlines)
    {
        var weights = GetWeights(headlines);
        return
        [
            .. headlines.Select(
                (headline, i) => new ClickbaitRow(headline.Text, headline.Bait >= 2 ? 1 : 0, weights[i])
            ),
        ];
    }

    /// <summary>Creates rows with soft targets.</summary>
    /// <param name="set">The labeled headlines.</param>
    /// <param name="teacher">The answers of a teacher, which are mixed with the labels, and learned for titles without one;
    /// <see langword="null"/> to learn from the labels alone.</param>
    public static List<ClickbaitRow> CreateSoft(TrainingSet set, TeacherAnswers? teacher)
    {
        LabeledHeadline[] headlines = [.. set.Headlines.Select(row => row.Headline)];
        var weights = GetWeights(headlines);
        var rows = headlines
            .Select((headline, i) => new ClickbaitRow(headline.Text, GetTarget(headline, teacher), weights[i]))
            .ToList();
        if (teacher is not null)
        {
            var workspace = new TokenizedHeadline();
            var known = set.Headlines.Select(row => row.Story).ToHashSet();
            known.UnionWith(set.ExcludedStories);
            rows.AddRange(
                teacher
                    .Titles.Index()
                    .Where(title => !known.Contains(HeadlineKey.Compute(title.Item, workspace)))
                    .Select(title => new ClickbaitRow(title.Item, GetAnswer(teacher, title.Index), TitleWeight))
            );
        }

        return rows;
    }

    private static float GetTarget(LabeledHeadline headline, TeacherAnswers? teacher)
    {
        var target = GetSoftTarget(headline.Bait!.Value);
        return teacher?.IndexOf(headline.Text) is { } row and >= 0
            ? float.Lerp(target, GetAnswer(teacher, row), TeacherShare)
            : target;
    }

    /// <summary>Returns the mean soft target of the grades with the teacher's probabilities.</summary>
    private static float GetAnswer(TeacherAnswers teacher, int row) =>
        GradeTargets[0]
        + teacher.GetGrades(row).Select((least, i) => least * (GradeTargets[i + 1] - GradeTargets[i])).Sum();

    private static float[] GetWeights(IReadOnlyList<LabeledHeadline> headlines)
    {
        var anyRead = headlines.Any(headline => headline.Origin == LabelOrigin.Reader);
        return
        [
            .. headlines.Select(headline =>
                headline.Weight * (anyRead && headline.Origin == LabelOrigin.Source ? SourceWeight : 1)
            ),
        ];
    }
}
