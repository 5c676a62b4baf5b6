using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>
/// Provides the scores that a slower, more accurate model gave to titles: the probability of each topic, and of each clickbait
/// grade or a higher one, stored with 16 bits. Other models are trained on them (distillation, Hinton et al. 2015). Served models
/// do not use them.
/// </summary>
public sealed class TeacherAnswers
{
    /// <summary>The number of probabilities of clickbait grades: of at least 1, 2, and 3.</summary>
    internal const int Grades = 3;

    [ThreadStatic]
    private static TokenizedHeadline? _workspace;

    private readonly Dictionary<ulong, int> _rows = [];
    private readonly List<string> _titles = [];
    private readonly List<Half[]> _scores = [];

    private TeacherAnswers(IReadOnlyList<string> labels) => Labels = labels;

    /// <summary>Gets the labels of the topics, in the order of the scores.</summary>
    internal IReadOnlyList<string> Labels { get; }

    /// <summary>Gets the titles. No two titles have the same words.</summary>
    internal IReadOnlyList<string> Titles => _titles;

    /// <summary>Reads a file of answers.</summary>
    /// <param name="path">The path of a file written by <see cref="TeacherAnswersWriter"/>.</param>
    /// <exception cref="TrainingDataException">The file is missing, truncated, or not a file of answers.</exception>
    public static TeacherAnswers Read(string path)
    {
        try
        {
            using var file = new BufferedStream(File.OpenRead(path), 1 << 20);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            if (reader.ReadUInt32() != TeacherAnswersWriter.Magic)
            {
                throw new InvalidDataException("the file does not contain answers.");
            }

            var answers = new TeacherAnswers(reader.ReadString().Split(TeacherAnswersWriter.LabelSeparator));
            while (file.Position < file.Length)
            {
                var title = reader.ReadString();
                var scores = new Half[answers.Labels.Count + Grades];
                file.ReadExactly(MemoryMarshal.AsBytes(scores.AsSpan()));
                answers.Add(title, scores);
            }

            return answers;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new TrainingDataException(
                $"{path}: cannot be read as answers: {e.Message} Create the file again.",
                e
            );
        }
    }

    /// <summary>Finds the index of a title, or -1 if there is no answer for it.</summary>
    /// <param name="title">The title. Case and punctuation are ignored.</param>
    internal int IndexOf(string title) =>
        _rows.GetValueOrDefault(HeadlineKey.Compute(title, _workspace ??= new TokenizedHeadline()), -1);

    /// <summary>Returns the probabilities of the <see cref="Labels"/> for one of the <see cref="Titles"/>.</summary>
    /// <param name="row">The index of the title.</param>
    internal float[] GetTopics(int row) => [.. _scores[row][..Labels.Count].Select(score => (float)score)];

    /// <summary>Returns the probabilities of the clickbait grades of at least 1, 2, and 3 for one of the
    /// <see cref="Titles"/>.</summary>
    /// <param name="row">The index of the title.</param>
    internal float[] GetGrades(int row) => [.. _scores[row][Labels.Count..].Select(score => (float)score)];

    /// <summary>Computes the SHA-256 of all labels, titles, and scores.</summary>
    internal byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join(TeacherAnswersWriter.LabelSeparator, Labels)));
        foreach (var (row, title) in _titles.Index())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(title));
            hash.AppendData(MemoryMarshal.AsBytes(_scores[row].AsSpan()));
        }

        return hash.GetHashAndReset();
    }

    private void Add(string title, Half[] scores)
    {
        if (_rows.TryAdd(HeadlineKey.Compute(title, _workspace ??= new TokenizedHeadline()), _titles.Count))
        {
            _titles.Add(title);
            _scores.Add(scores);
        }
    }
}
