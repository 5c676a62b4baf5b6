using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Classifier.Encoder;

/// <summary>Encodes single words and reduces the encodings to their principal components.</summary>
internal static class WordEncodings
{
    /// <summary>The number of principal components, which explain about nine tenths of the variance.</summary>
    public const int Size = 100;

    /// <summary>Encodes and projects words. Divides each component by the fourth root of its variance, because the strongest
    /// components carry little meaning (Mu and Viswanath 2018).</summary>
    /// <param name="words">The words, most frequent first. Frequent words have more weight in the principal component
    /// analysis.</param>
    /// <returns>Vectors of unit length in the order of the words.</returns>
    public static IReadOnlyList<float[]> Encode(IReadOnlyList<string> words)
    {
        const int Chunk = 2_048;
        using var encoder = new SentenceEncoder(Environment.ProcessorCount);
        var rows = new List<EncodedWord>();
        EncodingProgress.Run(
            words.Count,
            advance =>
            {
                foreach (var chunk in words.Chunk(Chunk))
                {
                    foreach (var encoding in encoder.Encode(chunk))
                    {
                        rows.Add(new EncodedWord { Encoding = encoding, Weight = 1 / MathF.Sqrt(rows.Count + 50) });
                    }

                    advance(chunk.Length);
                }
            }
        );

        var context = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(EncodedWord));
        schema[nameof(EncodedWord.Encoding)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            SentenceEncoder.Size
        );
        var view = context.Data.LoadFromEnumerable(rows, schema);
        var projected = context
            .Transforms.ProjectToPrincipalComponents(
                "Components",
                nameof(EncodedWord.Encoding),
                nameof(EncodedWord.Weight),
                Size,
                overSampling: 40,
                seed: 1
            )
            .Fit(view)
            .Transform(view)
            .GetColumn<float[]>("Components")
            .ToList();
        var total = rows.Sum(row => row.Weight);
        var damping = Enumerable
            .Range(0, Size)
            .Select(i =>
                MathF.Pow(
                    projected.Zip(rows, (numbers, row) => numbers[i] * numbers[i] * row.Weight).Sum() / total,
                    0.25f
                )
            )
            .ToArray();
        foreach (var numbers in projected)
        {
            TensorPrimitives.Divide(numbers, damping, numbers);
            TensorPrimitives.Divide(numbers, TensorPrimitives.Norm<float>(numbers), numbers);
        }

        return projected;
    }

    private sealed class EncodedWord
    {
        public float[] Encoding { get; set; } = [];

        public float Weight { get; set; }
    }
}
