namespace Classifier.Models;

/// <summary>The weights of a linear model for one or more labels, laid out so that all labels of one feature are
/// neighbors.</summary>
internal sealed class LinearWeights
{
    /// <summary>Lays weights out.</summary>
    /// <param name="byLabel">For each label the weights of all features.</param>
    /// <param name="biases">For each label its bias.</param>
    public LinearWeights(IReadOnlyList<ReadOnlyMemory<float>> byLabel, ReadOnlySpan<float> biases)
    {
        Labels = byLabel.Count;
        Features = byLabel[0].Length;
        Biases = biases.ToArray();
        Values = new float[Labels * Features];
        for (var label = 0; label < Labels; label++)
        {
            var weights = byLabel[label].Span;
            for (var feature = 0; feature < Features; feature++)
            {
                Values[(feature * Labels) + label] = weights[feature];
            }
        }
    }

    private LinearWeights(float[] values, float[] biases)
    {
        Labels = biases.Length;
        Features = values.Length / biases.Length;
        Values = values;
        Biases = biases;
    }

    /// <summary>How many labels there are.</summary>
    public int Labels { get; }

    /// <summary>How many features there are.</summary>
    public int Features { get; }

    /// <summary>One bias for each label.</summary>
    public float[] Biases { get; }

    /// <summary>Feature by feature, one weight for each label.</summary>
    public float[] Values { get; }

    /// <summary>The weights of one feature, one for each label.</summary>
    public ReadOnlySpan<float> GetRow(int feature) => Values.AsSpan(feature * Labels, Labels);

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static LinearWeights ReadFrom(BinaryReader reader) =>
        new(reader.ReadArray<float>(), reader.ReadArray<float>());

    /// <summary>Writes the weights.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<float>(Values);
        writer.WriteArray<float>(Biases);
    }
}
