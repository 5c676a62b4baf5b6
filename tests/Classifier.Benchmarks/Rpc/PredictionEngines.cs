using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Benchmarks.Rpc;

/// <summary>A PredictionEngine of each model for each thread, as they are not safe for several; the features come from the
/// project's featurizer, into memory that is used again and again.</summary>
internal sealed class PredictionEngines : IDisposable
{
    private readonly ModelBundle _topic;
    private readonly ModelBundle _clickbait;
    private readonly ThreadLocal<(Engine<TopicOutput> Topic, Engine<ClickbaitOutput> Clickbait)> _engines;

    /// <summary>Reads both models.</summary>
    /// <param name="root">The models' root folder.</param>
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

    /// <summary>The labels of the topic model.</summary>
    public IReadOnlyList<string> Labels => _topic.Manifest.Labels;

    /// <summary>Scores a headline: the uncalibrated probabilities of all topics, and that of clickbait.</summary>
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

    /// <summary>What the topic model gives.</summary>
    internal sealed class TopicOutput
    {
        /// <summary>One probability for each label.</summary>
        public float[] Score { get; set; } = [];
    }

    /// <summary>What the clickbait model gives.</summary>
    internal sealed class ClickbaitOutput
    {
        /// <summary>The probability of bait.</summary>
        public float Probability { get; set; }
    }
}
