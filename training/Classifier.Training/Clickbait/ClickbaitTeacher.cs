using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Teaching;

namespace Classifier.Training.Clickbait;

/// <summary>
/// Answers for titles that nobody graded, so that a fast model can learn from many of them (distilling, Hinton et al. 2015):
/// the mean logit of a model of words and cues and of one of a sentence encoder's numbers, both of the graded headlines.
/// </summary>
internal static class ClickbaitTeacher
{
    /// <summary>What the model card says of a model that learnt from it.</summary>
    public const string Description = "distilled: " + ClickbaitTrainer.Description + ", learns from graded headlines and from the "
        + "answers of a teacher (mean logit of such a model and of LbfgsMaximumEntropy on sentence encodings) for other titles";

    private const int Grades = 4;

    /// <summary>The teacher's answers for the encoded titles, but for those that are learnt from by their grade or set apart.</summary>
    /// <param name="words">The model of words and cues, fitted on the set.</param>
    /// <param name="set">What may be learnt from.</param>
    /// <param name="encodings">The encodings.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Titles, each with how probable it is that a reader would call it bait.</returns>
    public static List<(string Text, float Bait)> Answer(FittedModel words, TrainingSet set, Encodings encodings, int seed)
    {
        var read = set.Headlines.Where(row => row.Headline.Origin == LabelOrigin.Reader).ToList();
        var rows = read.Select(row => (Encoding: encodings.Of(row.Headline.Text), Grade: (int)MathF.Round(row.Headline.Bait!.Value)))
            .Where(row => row.Encoding is not null).Select(row => (row.Encoding!, row.Grade, 1f)).ToList();
        if (rows.Count == 0)
            throw new TrainingDataException("None of the graded headlines was encoded; encode the same files that are learnt from.");
        var sentences = EncodingTeacher.Fit(rows, Grades, seed);

        var workspace = new TokenizedHeadline();
        var known = read.Select(row => row.Story).Concat(set.SetApart).ToHashSet();
        var places = Enumerable.Range(0, encodings.Titles.Count)
            .Where(place => !known.Contains(Story.Key(encodings.Titles[place], workspace))).ToList();
        string[] titles = [.. places.Select(place => encodings.Titles[place])];
        var byWords = words.ToBundle().Predict(titles);
        return [.. sentences.Answer(places.Select(encodings.At)).Select((grades, i) =>
        {
            var bySentence = grades.Select((share, grade) => share * ClickbaitTrainer.GradeTargets[grade]).Sum();
            return (titles[i], Sigmoid((Logit(byWords[i][0]) + Logit(bySentence)) / 2));
        })];
    }

    private static float Logit(float probability) => MathF.Log(Math.Clamp(probability, 1e-4f, 1 - 1e-4f) / (1 - Math.Clamp(probability, 1e-4f, 1 - 1e-4f)));

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
