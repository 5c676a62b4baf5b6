using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Provides a PredictionEngine per model and thread, because engines are not thread-safe. The project's featurizer
/// computes the features into reused memory.</summary>
internal sealed class PredictionEngines : IDisposable
{
    private readonly ModelBundle _topic;
    private readonly ModelBundle _clickbait;
    private readonly ThreadLocal<(Engine<TopicOutput> Topic, Engine<ClickbaitOutput> Clickbait)> _engines;

    /// <summary>Loads both models.</summary>
    /// <param name="root">The root folder of the models.</param>
    public PredictionEngines(string root)
    {
        var (topic, clickbait) = (
            ModelStore.FindModel(root, ModelBundle.TopicTask),
            ModelStore.FindModel(root, ModelBundle.ClickbaitTask)
        );
        _topic = ModelBundle.Read(topic);
        _clickbait = ModelBundle.Read(clickbait);
        _engines = new(() =>
            (new Engine<TopicOutput>(topic, _topic), new Engine<ClickbaitOutput>(clickbait, _clickbait))
        );
    }

    /// <summary>Gets the labels of the topic model.</summary>
    public IReadOnlyList<string> Labels => _topic.Manifest.Labels;

    /// <summary>Returns the uncalibrated probabilities of all topics and of clickbait.</summary>
    public (float[] Topics, float Clickbait) Score(string headline)
    {
        var (topic, clickbait) = _engines.Value;
        return (topic.Predict(headline).Score, clickbait.Predict(headline).Probability);
    }

    /// <inheritdoc/>
    public void Dispose() => _engines.Dispose();

    private sealed class Engine<TOutput>
        where TOutput : class, new()
    {
        private readonly Featurizer _featurizer;
        private readonly PredictionEngine<ModelRow, TOutput> _engine;
        private readonly TokenizedHeadline _headline = new();
        private readonly FeatureBuffer _buffer;
        private readonly Dictionary<int, float> _sums = [];

        public Engine(string folder, ModelBundle bundle)
        {
            var context = new MLContext(seed: 1);
            context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
            _featurizer = bundle.Featurizer;
            _buffer = new FeatureBuffer(bundle.Manifest.Features);
            _engine = context.Model.CreatePredictionEngine<ModelRow, TOutput>(
                context.Model.Load(Path.Combine(folder, ModelBundle.ZipName), out _),
                inputSchemaDefinition: ModelRow.Schema(_featurizer.Length, ClickbaitCues.Count)
            );
        }

        public TOutput Predict(string headline)
        {
            Tokenizer.Tokenize(headline, _headline);
            _featurizer.Featurize(_headline, _buffer);
            return _engine.Predict(ModelRows.ToRow(_featurizer, _buffer, _sums));
        }
    }

    /// <summary>Represents the output of the topic model.</summary>
    internal sealed class TopicOutput
    {
        /// <summary>Gets or sets the probability of each label.</summary>
        public float[] Score { get; set; } = [];
    }

    /// <summary>Represents the output of the clickbait model.</summary>
    internal sealed class ClickbaitOutput
    {
        /// <summary>Gets or sets the probability of clickbait.</summary>
        public float Probability { get; set; }
    }
}
