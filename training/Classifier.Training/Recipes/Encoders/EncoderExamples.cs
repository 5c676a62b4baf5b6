using System.Numerics.Tensors;
using Classifier.Training.Recipes.Teaching;
using Classifier.Transformers.Training;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>
/// Provides the examples of each epoch: all labeled headlines, and an equal share of the titles that a teacher answered. The
/// topics and grades of labeled headlines are mixed with the teacher's answers (Hinton et al. 2015). In every third headline, in turns,
/// the apostrophes are dropped, because many headlines are published without them.
/// </summary>
public sealed class EncoderExamples
{
    /// <summary>The share of the teacher's answer in the target of a labeled headline.</summary>
    private const float AnswerShare = 0.3f;

    private const int ApostropheInterval = 3;

    private readonly TeacherAnswers? _teacher;
    private readonly int[] _titles;
    private readonly IReadOnlyList<EncoderHeadline> _labeled;
    private readonly Func<string, int[]> _tokenize;
    private readonly int _epochs;

    /// <summary>Initializes a training set.</summary>
    /// <param name="labeled">The labeled headlines.</param>
    /// <param name="labels">The labels of the topics.</param>
    /// <param name="teacher">The teacher's answers; null to learn from the labels alone.</param>
    /// <param name="tokenize">Splits a headline into word piece IDs.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <exception cref="InvalidDataException">The answers are for other topics.</exception>
    public EncoderExamples(
        IReadOnlyList<EncoderHeadline> labeled,
        IReadOnlyList<string> labels,
        TeacherAnswers? teacher,
        Func<string, int[]> tokenize,
        int epochs
    )
    {
        if (teacher is not null && !teacher.Labels.SequenceEqual(labels))
        {
            throw new InvalidDataException(
                $"The answers are not for the {labels.Count} topics of the encoder; create them with encoder answers."
            );
        }

        (_labeled, _teacher, _tokenize, _epochs) = (labeled, teacher, tokenize, epochs);
        var known = labeled.Select(headline => teacher?.IndexOf(headline.Headline.Text)).ToHashSet();
        _titles = [.. Enumerable.Range(0, teacher?.Titles.Count ?? 0).Where(row => !known.Contains(row))];
    }

    /// <summary>Gets the number of examples in an epoch.</summary>
    public int Count => _labeled.Count + (_titles.Length / _epochs);

    /// <summary>Creates the examples of an epoch.</summary>
    /// <param name="epoch">The number of finished epochs.</param>
    public HeadlineExample[] GetExamples(int epoch) =>
        [
            .. _labeled.Select(
                (headline, i) =>
                    new HeadlineExample(
                        GetPieces(headline.Headline.Text, headline.Pieces, i + epoch),
                        GetTopics(headline),
                        GetGrades(headline),
                        headline.Headline.Weight
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

    private float[]? GetTopics(EncoderHeadline headline) =>
        headline.Topic is null
            ? headline.TopicTarget
            : Mix(headline.TopicTarget!, headline, row => _teacher!.GetTopics(row));

    private float[]? GetGrades(EncoderHeadline headline) =>
        headline.Headline.Bait is null
            ? headline.GradeTarget
            : Mix(headline.GradeTarget!, headline, row => _teacher!.GetGrades(row));

    private float[] Mix(float[] target, EncoderHeadline headline, Func<int, float[]> getAnswers)
    {
        var row = _teacher?.IndexOf(headline.Headline.Text) ?? -1;
        if (row < 0)
        {
            return target;
        }

        var mixed = new float[target.Length];
        TensorPrimitives.Lerp(target, getAnswers(row), AnswerShare, mixed);
        return mixed;
    }
}
