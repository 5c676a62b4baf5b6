using Microsoft.ML.Data;

namespace Classifier.Models;

/// <summary>Represents the features of a headline as the input columns of an ML.NET model.</summary>
public sealed class ModelRow
{
    /// <summary>Gets or sets all features; see <see cref="Features.Featurizer"/>.</summary>
    public VBuffer<float> Features { get; set; }

    /// <summary>
    /// Gets or sets the clickbait cues, the input of the tree ensemble; a single zero for a topic model.
    /// </summary>
    public VBuffer<float> Cues { get; set; }

    /// <summary>Gets or sets the target probability of a topic, 0 to 1. Used in training only.</summary>
    public float Target { get; set; }

    /// <summary>Gets or sets a value indicating whether the headline is clickbait. Used in training only.</summary>
    public bool IsBait { get; set; }

    /// <summary>Gets or sets the weight of the row. Used in training only.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>Creates the schema for a feature space.</summary>
    /// <param name="length">The number of features.</param>
    /// <param name="cues">The number of cues.</param>
    public static SchemaDefinition Schema(int length, int cues)
    {
        var schema = SchemaDefinition.Create(typeof(ModelRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, length);
        schema[nameof(Cues)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(1, cues));
        return schema;
    }
}
