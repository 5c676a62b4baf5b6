using System.CommandLine;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Extends pretrained word vectors with the encodings of each word, and adds frequent words of the headlines.</summary>
internal static class WordsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var vectors = new Option<FileInfo>("--vectors")
        {
            Description = "The pretrained word vectors, most frequent word first.",
            Required = true,
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Files of headlines whose frequent words are added.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = $"The extended vectors, a file named {ModelBundle.VectorsName}.",
            Required = true,
        };
        var command = new Command(
            "words",
            """
            Creates word vectors for classifier train --vectors. Appends the encoding of each word to its pretrained vector, and
            adds words that are frequent in the headlines but have no pretrained vector.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- words --vectors DATA/vectors/vectors-100d.txt.gz \
                --data DATA/topic/*.tsv.gz --output work/vectors.bin
            """
        )
        {
            vectors,
            data,
            output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is { } file && file.Name != ModelBundle.VectorsName)
            {
                result.AddError(
                    $"--output {file}: the file must be named {ModelBundle.VectorsName}, like the vectors of a model."
                );
            }
        });
        command.SetAction(result =>
        {
            var given = VectorsFile.Read(result.GetValue(vectors)!.FullName);
            var added = AddedWords.Find(given, result.GetValue(data)!);
            Console.Error.WriteLine($"{given.Count} words have vectors, adding {added.Count} words");
            string[] words = [.. given.Words, .. added];
            var merged = WordVectors.Build(
                words.Zip(Concatenate(given, WordEncodings.Encode(words)), (word, numbers) => (word, numbers))
            );
            AtomicFile.Write(result.GetValue(output)!.FullName, merged.Write);
        });
        return command;
    }

    /// <summary>Concatenates the pretrained vector and the encoding of each word, both of unit length. Added words have a zero
    /// pretrained vector.</summary>
    private static IEnumerable<float[]> Concatenate(WordVectors given, IEnumerable<float[]> encoded) =>
        encoded.Select(
            (numbers, row) =>
            {
                var both = new float[given.Size + numbers.Length];
                if (row < given.Count)
                {
                    given.AddTo(both, row, 1);
                }

                numbers.CopyTo(both, given.Size);
                return both;
            }
        );
}
