using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>Appends answers to a file, so that interrupted work can be resumed.</summary>
public sealed class TeacherAnswersWriter : IDisposable
{
    internal const uint Magic = 0x32_53_4E_41; // "ANS2"
    internal const char LabelSeparator = '\n';

    private readonly FileStream _file;
    private readonly BinaryWriter _writer;
    private readonly int _size;

    /// <summary>Opens or creates a file. Removes an incomplete answer at its end.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="labels">The labels of the topics, in the order of the scores.</param>
    /// <exception cref="InvalidDataException">The file has different content.</exception>
    public TeacherAnswersWriter(string path, IReadOnlyList<string> labels)
    {
        _size = labels.Count + TeacherAnswers.Grades;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        _writer = new BinaryWriter(_file, Encoding.UTF8);
        var joined = string.Join(LabelSeparator, labels);
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        var whole = 0L;
        try
        {
            if (reader.ReadUInt32() != Magic || reader.ReadString() != joined)
            {
                throw new InvalidDataException(
                    $"{path} does not contain answers for these topics; specify another file."
                );
            }

            whole = _file.Position;
            while (_file.Position < _file.Length)
            {
                var title = reader.ReadString();
                _file.Position += _size * 2;
                if (_file.Position > _file.Length)
                {
                    break;
                }

                Written.Add(title);
                whole = _file.Position;
            }
        }
        catch (EndOfStreamException)
        {
            // The head or the last title is incomplete and will be written again.
        }

        _file.SetLength(whole);
        _file.Position = whole;
        if (whole == 0)
        {
            _writer.Write(Magic);
            _writer.Write(joined);
        }
    }

    /// <summary>Gets the titles that the file contained when it was opened.</summary>
    public IList<string> Written { get; } = [];

    /// <summary>Appends a title and its scores.</summary>
    /// <param name="title">The title.</param>
    /// <param name="topics">The probability of each topic.</param>
    /// <param name="grades">The probabilities of the clickbait grades of at least 1, 2, and 3.</param>
    public void Write(string title, ReadOnlySpan<float> topics, ReadOnlySpan<float> grades)
    {
        if (grades.Length != TeacherAnswers.Grades || topics.Length + grades.Length != _size)
        {
            throw new ArgumentException(
                $"There are {topics.Length} topics and {grades.Length} grades; expected {_size - TeacherAnswers.Grades} and {TeacherAnswers.Grades}."
            );
        }

        _writer.Write(title);
        Span<Half> numbers = stackalloc Half[_size];
        TensorPrimitives.ConvertToHalf(topics, numbers);
        TensorPrimitives.ConvertToHalf(grades, numbers[topics.Length..]);
        _writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
