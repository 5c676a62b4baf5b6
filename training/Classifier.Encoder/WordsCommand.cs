using System.CommandLine;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Encoder;

/// <summary>Puts beside pretrained word vectors what the encoder makes of each word, and adds words of the headlines.</summary>
internal static class WordsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var vectors = new Option<FileInfo>("--vectors")
        {
            Description = "Word vectors, most frequent word first.",
            Required = true,
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Files of headlines, whose frequent words are added.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = $"The new vectors, a file named {ModelBundle.VectorsName}.",
            Required = true,
        };
        var command = new Command(
            "words",
            """
            Makes word vectors for classifier train --vectors: the given ones, and beside each the encoder's of the word alone.
            Words that are newer than the given vectors, but frequent in the headlines, are added.

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
                result.AddError($"--output {file}: name it {ModelBundle.VectorsName}, as a model's vectors are.");
            }
        });
        command.SetAction(result =>
        {
            var given = VectorsFile.Read(result.GetValue(vectors)!.FullName);
            var added = Vocabulary.Added(given, result.GetValue(data)!);
            Console.Error.WriteLine($"{given.Count} words have vectors, {added.Count} are added");
            string[] words = [.. given.Words, .. added];
            var merged = WordVectors.Build(
                words.Zip(Parts(given, WordEncodings.Of(words)), (word, numbers) => (word, numbers))
            );
            AtomicFile.Write(result.GetValue(output)!.FullName, merged.Write);
        });
        return command;
    }

    /// <summary>Both vectors of each word, each of unit length; the given one is nought for added words.</summary>
    private static IEnumerable<float[]> Parts(WordVectors given, IEnumerable<float[]> encoded) =>
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
