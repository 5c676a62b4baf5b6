using Microsoft.ML.Data;

namespace Classifier.Models;

/// <summary>A headline's features as the columns that a model's zip takes.</summary>
public sealed class ModelRow
{
    /// <summary>All features; see <see cref="Features.Featurizer"/>.</summary>
    public VBuffer<float> Features { get; set; }

    /// <summary>The clickbait cues once more, for the trees; empty for a topic model.</summary>
    public VBuffer<float> Cues { get; set; }

    /// <summary>How probable one topic is, 0 to 1; training only.</summary>
    public float Target { get; set; }

    /// <summary>Whether it is bait; training only.</summary>
    public bool IsBait { get; set; }

    /// <summary>How much the row counts; training only.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>The columns' types for a feature space.</summary>
    /// <param name="length">The length of the feature space.</param>
    /// <param name="cues">How many cues there are.</param>
    public static SchemaDefinition Schema(int length, int cues)
    {
        var schema = SchemaDefinition.Create(typeof(ModelRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, length);
        schema[nameof(Cues)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(1, cues));
        return schema;
    }
}
