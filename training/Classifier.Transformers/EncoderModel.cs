using Classifier.Transformers.Layers;

namespace Classifier.Transformers;

/// <summary>Represents a BERT encoder with a topic head and a clickbait head, which can be trained as a whole. Instances are not
/// thread-safe.</summary>
public sealed class EncoderModel
{
    /// <summary>The name of the heads' weights; the heads share one matrix.</summary>
    internal const string HeadWeight = "heads.weight";

    /// <summary>The name of the heads' biases.</summary>
    internal const string HeadBias = "heads.bias";

    private readonly EncoderShape _shape;
    private readonly OrderedDictionary<string, Parameter> _parameters = [];
    private readonly Embeddings _embeddings;
    private readonly TransformerLayer[] _layers;
    private readonly Linear _heads;
    private TokenBatch? _batch;

    /// <summary>Initializes a model.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="compute">The threads to use.</param>
    /// <param name="load">Returns the initial values of a tensor, given its name and dimensions.</param>
    internal EncoderModel(EncoderShape shape, Compute compute, Func<string, int, int, Matrix> load)
    {
        _shape = shape;
        Parameter Add(string name, int rows, int columns, int depth, bool decays)
        {
            var parameter = new Parameter(name, load(name, rows, columns), depth, decays);
            _parameters.Add(name, parameter);
            return parameter;
        }

        LayerNorm AddNorm(string name, int depth) =>
            new(
                Add(name + ".weight", 1, shape.Hidden, depth, decays: false),
                Add(name + ".bias", 1, shape.Hidden, depth, decays: false)
            );
        Linear AddLinear(string name, int rows, int columns, int depth) =>
            new(
                compute,
                Add(name + ".weight", rows, columns, depth, decays: true),
                Add(name + ".bias", 1, columns, depth, decays: false)
            );

        _embeddings = new Embeddings(
            Add("embeddings.word_embeddings.weight", shape.Vocabulary, shape.Hidden, shape.Layers, decays: false),
            Add("embeddings.position_embeddings.weight", shape.Positions, shape.Hidden, shape.Layers, decays: false),
            Add("embeddings.token_type_embeddings.weight", 2, shape.Hidden, shape.Layers, decays: false),
            AddNorm("embeddings.LayerNorm", shape.Layers)
        );
        _layers =
        [
            .. Enumerable
                .Range(0, shape.Layers)
                .Select(layer =>
                {
                    var prefix = $"encoder.layer.{layer}.";
                    var depth = shape.Layers - 1 - layer;
                    return new TransformerLayer(
                        compute,
                        shape.Heads,
                        name =>
                            AddLinear(
                                prefix + name,
                                name == "output.dense" ? shape.Intermediate : shape.Hidden,
                                name == "intermediate.dense" ? shape.Intermediate : shape.Hidden,
                                depth
                            ),
                        name => AddNorm(prefix + name, depth)
                    );
                }),
        ];
        _heads = new Linear(
            compute,
            Add(HeadWeight, 2 * shape.Hidden, shape.Logits, 0, decays: true),
            Add(HeadBias, 1, shape.Logits, 0, decays: false)
        );
    }

    /// <summary>Gets the dimensions.</summary>
    internal EncoderShape Shape => _shape;

    /// <summary>Gets the parameters in a fixed order.</summary>
    internal IReadOnlyCollection<Parameter> Parameters => _parameters.Values;

    /// <summary>Gets the parameter with the specified name.</summary>
    internal Parameter this[string name] => _parameters[name];

    /// <summary>Computes the final states of all word pieces.</summary>
    public Matrix Encode(TokenBatch batch)
    {
        _batch = batch;
        var states = _embeddings.Forward(batch);
        foreach (var layer in _layers)
        {
            states = layer.Forward(batch, states);
        }

        return states;
    }

    /// <summary>Computes the logits of each text.</summary>
    public Matrix Forward(TokenBatch batch) => _heads.Forward(Pooling.Forward(batch, Encode(batch)));

    /// <summary>Accumulates the gradients of all parameters for the batch passed to <see cref="Forward"/>.</summary>
    /// <param name="logitGradient">The gradient of the loss with respect to the logits.</param>
    internal void Backward(Matrix logitGradient)
    {
        var pooled = new Matrix(logitGradient.Rows, 2 * _shape.Hidden);
        _heads.Backward(logitGradient, pooled);
        var gradient = Pooling.Backward(_batch!, pooled);
        for (var layer = _layers.Length - 1; layer >= 0; layer--)
        {
            gradient = _layers[layer].Backward(gradient, _shape.Intermediate);
        }

        _embeddings.Backward(gradient);
    }
}
