namespace Classifier.Transformers.Tests;

/// <summary>Creates small encoders with random weights.</summary>
internal static class SmallModel
{
    public static readonly EncoderShape Shape = new(
        Vocabulary: 30,
        Positions: 8,
        Hidden: 12,
        Heads: 3,
        Intermediate: 20,
        Layers: 2,
        Topics: 4
    );

    public static EncoderModel Create(Compute compute, int seed = 1)
    {
        var random = new Random(seed);
        return new EncoderModel(
            Shape,
            compute,
            (name, rows, columns) =>
            {
                var isScale = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal);
                var matrix = new Matrix(rows, columns);
                for (var i = 0; i < matrix.Values.Length; i++)
                {
                    matrix.Values[i] = (isScale ? 1 : 0) + ((random.NextSingle() - 0.5f) * 0.6f);
                }

                return matrix;
            }
        );
    }
}
