using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>Predicts labels from sentence encodings by multinomial logistic regression (maximum entropy), fitted with
/// L-BFGS.</summary>
internal sealed class EncodingTeacher
{
    /// <summary>The factor by which the encodings, which have unit length, are scaled to suit the L2 regularization.</summary>
    private const float Scale = 8;

    private readonly MLContext _context;
    private readonly ITransformer _model;
    private readonly int _size;
    private readonly int _labels;

    private EncodingTeacher(MLContext context, ITransformer model, int size, int labels)
    {
        _context = context;
        _model = model;
        _size = size;
        _labels = labels;
    }

    /// <summary>Fits a teacher to encoded headlines.</summary>
    /// <param name="rows">The encodings, each with the index of a label and a weight. A headline with several labels has several
    /// rows.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="seed">The random seed.</param>
    public static EncodingTeacher Fit(
        IReadOnlyList<(float[] Encoding, int Label, float Weight)> rows,
        int labels,
        int seed
    )
    {
        var context = new MLContext(seed);
        var size = rows[0].Encoding.Length;
        var view = View(context, [.. rows.Select(row => Row(row.Encoding, row.Label, row.Weight))], size, labels);
        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = nameof(EncodedRow.Label),
                FeatureColumnName = nameof(EncodedRow.Features),
                ExampleWeightColumnName = nameof(EncodedRow.Weight),
                L1Regularization = 0,
                L2Regularization = 2,
                MaximumNumberOfIterations = 80,
                OptimizationTolerance = 1e-5f,
                NumberOfThreads = 1,
            }
        );
        return new EncodingTeacher(context, trainer.Fit(view), size, labels);
    }

    /// <summary>Predicts the probabilities of all labels for each encoding.</summary>
    public IEnumerable<float[]> Predict(IEnumerable<float[]> encodings) =>
        _model
            .Transform(View(_context, encodings.Select(encoding => Row(encoding, 0, 1)), _size, _labels))
            .GetColumn<float[]>("Score");

    private static EncodedRow Row(float[] encoding, int label, float weight) =>
        new()
        {
            Features = [.. encoding.Select(number => number * Scale)],
            Label = (uint)label,
            Weight = weight,
        };

    private static IDataView View(MLContext context, IEnumerable<EncodedRow> rows, int size, int labels)
    {
        var schema = SchemaDefinition.Create(typeof(EncodedRow));
        schema[nameof(EncodedRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        schema[nameof(EncodedRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), labels);
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    private sealed class EncodedRow
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }

        public float Weight { get; set; }
    }
}
