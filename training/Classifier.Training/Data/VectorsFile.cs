using System.Globalization;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Training.Data;

/// <summary>Reads files of pretrained word vectors.</summary>
public static class VectorsFile
{
    /// <summary>The maximum number of words read from a text file. Files list the most frequent words first.</summary>
    internal const int MaxWords = 60_000;

    /// <summary>Reads word vectors.</summary>
    /// <param name="path">The <c>vectors.bin</c> of a model, or a plain or gzipped text file in GloVe format: a word and its
    /// numbers on each line, most frequent word first.</param>
    /// <exception cref="TrainingDataException">The file is missing or invalid.</exception>
    public static WordVectors Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (Path.GetFileName(path) == ModelBundle.VectorsName)
            {
                return WordVectors.Read(file);
            }

            using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? VerifiedGzipStream.Open(file)
                : (Stream)file;
            using var reader = new StreamReader(stream);
            var vectors = WordVectors.Build(Rows(reader, path));
            return vectors.Count > 0
                ? vectors
                : throw new TrainingDataException($"{path}: the file contains no word vectors.");
        }
        catch (InvalidDataException e) when (FileBytes.IsGzip(path))
        {
            throw new TrainingDataException($"{path}: {VerifiedGzipStream.CorruptMessage}", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new TrainingDataException($"{path}: cannot be read as word vectors: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Word, float[] Numbers)> Rows(TextReader reader, string path)
    {
        var size = 0;
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var line = 1; line <= MaxWords && reader.ReadLine() is { } text; line++)
        {
            var cells = text.Split(' ');
            var numbers = new float[cells.Length - 1];
            for (var i = 0; i < numbers.Length; i++)
            {
                if (
                    !float.TryParse(cells[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                    || !float.IsFinite(numbers[i])
                )
                {
                    throw new TrainingDataException(
                        $"{path}, line {line}, column {i + 2}: “{cells[i + 1]}” is not a number."
                    );
                }
            }

            if (numbers.Length == 0)
            {
                throw new TrainingDataException($"{path}, line {line}: no numbers follow the word.");
            }

            size = size == 0 ? numbers.Length : size;
            if (numbers.Length != size)
            {
                throw new TrainingDataException(
                    $"{path}, line {line}: the line has {numbers.Length} numbers, but the first line has {size}."
                );
            }

            // The first occurrence of a word takes precedence.
            if (words.Add(cells[0]))
            {
                yield return (cells[0], numbers);
            }
        }
    }
}
