namespace Classifier.Models;

/// <summary>Represents the weights of a linear model for one or more labels, stored feature by feature.</summary>
internal sealed class LinearWeights
{
    /// <summary>Transposes the weights of a model.</summary>
    /// <param name="byLabel">The weights of all features, for each label.</param>
    /// <param name="biases">The bias of each label.</param>
    public LinearWeights(IReadOnlyList<ReadOnlyMemory<float>> byLabel, ReadOnlySpan<float> biases)
    {
        LabelCount = byLabel.Count;
        FeatureCount = byLabel[0].Length;
        Biases = biases.ToArray();
        Values = new float[LabelCount * FeatureCount];
        for (var label = 0; label < LabelCount; label++)
        {
            var weights = byLabel[label].Span;
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                Values[(feature * LabelCount) + label] = weights[feature];
            }
        }
    }

    private LinearWeights(float[] values, float[] biases)
    {
        LabelCount = biases.Length;
        FeatureCount = values.Length / biases.Length;
        Values = values;
        Biases = biases;
    }

    /// <summary>Gets the number of labels.</summary>
    public int LabelCount { get; }

    /// <summary>Gets the number of features.</summary>
    public int FeatureCount { get; }

    /// <summary>Gets the bias of each label.</summary>
    public float[] Biases { get; }

    /// <summary>Gets the weights, feature by feature, with one weight per label.</summary>
    public float[] Values { get; }

    /// <summary>Returns the weights of a feature, one for each label.</summary>
    public ReadOnlySpan<float> GetRow(int feature) => Values.AsSpan(feature * LabelCount, LabelCount);

    /// <summary>Reads weights written by <see cref="WriteTo"/>.</summary>
    public static LinearWeights ReadFrom(BinaryReader reader) =>
        new(reader.ReadArray<float>(), reader.ReadArray<float>());

    /// <summary>Writes the weights in binary form.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<float>(Values);
        writer.WriteArray<float>(Biases);
    }
}
