using System.Numerics.Tensors;
using Classifier.Training.Recipes.Teaching;
using Classifier.Transformers;
using Classifier.Transformers.Training;

namespace Classifier.Encoder.FineTuned;

/// <summary>
/// Provides the examples of each epoch: all labeled headlines, and an equal share of the titles that a teacher answered. The
/// topics and grades of labeled headlines are mixed with the teacher's answers (Hinton et al. 2015). In every third headline, in turns,
/// the apostrophes are dropped, because many headlines are published without them.
/// </summary>
internal sealed class TrainingSet
{
    /// <summary>The target probability of the main topic if there is a second one.</summary>
    private const float MainTopicShare = 0.65f;

    /// <summary>The share of the teacher's answer in the target of a labeled headline.</summary>
    private const float AnswerShare = 0.3f;

    private const int ApostropheInterval = 3;

    private readonly TeacherAnswers? _teacher;
    private readonly int[] _titles;
    private readonly GoldHeadline[] _labeled;
    private readonly Func<string, int[]> _tokenize;
    private readonly int _epochs;

    /// <summary>Initializes a training set.</summary>
    /// <param name="labeled">The labeled headlines.</param>
    /// <param name="teacher">The teacher's answers; null to learn from the labels alone.</param>
    /// <param name="tokenize">Splits a headline into word piece IDs.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <exception cref="InvalidDataException">The answers are for other topics.</exception>
    public TrainingSet(GoldHeadline[] labeled, TeacherAnswers? teacher, Func<string, int[]> tokenize, int epochs)
    {
        if (teacher is not null && !teacher.Labels.SequenceEqual(GoldHeadlines.Labels))
        {
            throw new InvalidDataException(
                "The answers are not for the 17 IPTC topics; create them with encoder answers."
            );
        }

        (_labeled, _teacher, _tokenize, _epochs) = (labeled, teacher, tokenize, epochs);
        var known = labeled.Select(headline => teacher?.IndexOf(headline.Text)).ToHashSet();
        _titles = [.. Enumerable.Range(0, teacher?.Titles.Count ?? 0).Where(row => !known.Contains(row))];
    }

    /// <summary>Gets the number of examples in an epoch.</summary>
    public int Count => _labeled.Length + (_titles.Length / _epochs);

    /// <summary>Creates the examples of an epoch.</summary>
    /// <param name="epoch">The number of finished epochs.</param>
    public HeadlineExample[] GetExamples(int epoch) =>
        [
            .. _labeled.Select(
                (headline, i) =>
                    new HeadlineExample(
                        GetPieces(headline.Text, headline.Pieces, i + epoch),
                        GetTopics(headline),
                        GetGrades(headline)
                    )
            ),
            .. Enumerable
                .Range(0, _titles.Length / _epochs)
                .Select(i =>
                {
                    var row = _titles[(i * _epochs) + epoch];
                    var title = _teacher!.Titles[row];
                    return new HeadlineExample(
                        GetPieces(title, _tokenize(title), i + epoch),
                        _teacher.GetTopics(row),
                        _teacher.GetGrades(row)
                    );
                }),
        ];

    private int[] GetPieces(string text, int[] pieces, int turn) =>
        turn % ApostropheInterval == 0 && text.AsSpan().ContainsAny('\'', '’')
            ? _tokenize(text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal))
            : pieces;

    private float[]? GetTopics(GoldHeadline headline)
    {
        var targets = new float[GoldHeadlines.Labels.Count];
        if (headline.HasNoTopic)
        {
            Array.Fill(targets, 1f / targets.Length);
            return targets;
        }

        if (headline.Topic is not { } topic)
        {
            return null;
        }

        targets[topic] = MainTopicShare;
        targets[headline.SecondTopic ?? topic] += 1 - MainTopicShare;
        if (_teacher?.IndexOf(headline.Text) is { } row and >= 0)
        {
            Mix(targets, _teacher.GetTopics(row));
        }

        return targets;
    }

    private float[]? GetGrades(GoldHeadline headline)
    {
        if (headline.Grade is not { } grade)
        {
            return null;
        }

        float[] targets =
        [
            .. Enumerable.Range(1, EncoderShape.GradeThresholds).Select(least => grade >= least ? 1 : 0),
        ];
        if (_teacher?.IndexOf(headline.Text) is { } row and >= 0)
        {
            Mix(targets, _teacher.GetGrades(row));
        }

        return targets;
    }

    private static void Mix(float[] targets, float[] answers) =>
        TensorPrimitives.Lerp(targets, answers, AnswerShare, targets);
}
