using Microsoft.ML.Data;

namespace Classifier.Models;

/// <summary>A headline's features as the columns that a model's zip takes.</summary>
public sealed class ModelRow
{
    /// <summary>All features; see <see cref="Features.Featurizer"/>.</summary>
    public VBuffer<float> Features { get; set; }

    /// <summary>The clickbait cues once more, for the trees; empty for a topic model.</summary>
    public VBuffer<float> Cues { get; set; }

    /// <summary>The number of the topic, counted from 0; training only.</summary>
    public uint Label { get; set; }

    /// <summary>Whether it is bait; training only.</summary>
    public bool IsBait { get; set; }

    /// <summary>How much the row counts; training only.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>The columns' types for a feature space.</summary>
    /// <param name="length">The length of the feature space.</param>
    /// <param name="cues">How many cues there are.</param>
    /// <param name="labels">How many topics there are; 1 where the label is not used.</param>
    public static SchemaDefinition Schema(int length, int cues, int labels)
    {
        var schema = SchemaDefinition.Create(typeof(ModelRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, length);
        schema[nameof(Cues)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(1, cues));
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), labels);
        return schema;
    }
}
