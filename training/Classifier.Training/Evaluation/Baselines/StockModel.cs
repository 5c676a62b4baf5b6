using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Predictions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Evaluation.Baselines;

/// <summary>Represents the stock pipeline of ML.NET, FeaturizeText and a linear SDCA trainer, as a baseline.</summary>
/// <remarks>All settings are defaults except for one thread, which makes the model reproducible, and a limit on the number of
/// iterations, because training on coarse classes can take many minutes. Rows are cached, because ML.NET shuffles cached rows
/// only; without shuffling, files that list all clickbait before all news would bias the model to the label read last.</remarks>
internal sealed class StockModel
{
    /// <summary>The maximum number of training headlines; headlines labeled by readers are preferred. The n-gram dictionaries of
    /// the pipeline grow with every headline.</summary>
    public const int MaxHeadlines = 40_000;

    /// <summary>The approximate number of row visits over all iterations. The number of iterations is 10 to 100.</summary>
    private const int RowVisits = 1_000_000;

    private readonly MLContext _context;
    private readonly ITransformer _model;
    private readonly string _task;
    private readonly string[] _labels;

    private StockModel(MLContext context, ITransformer model, string task, string[] labels) =>
        (_context, _model, _task, _labels) = (context, model, task, labels);

    /// <summary>Fits the pipeline.</summary>
    /// <param name="task">The task.</param>
    /// <param name="training">The training headlines.</param>
    /// <param name="seed">The random seed.</param>
    public static StockModel Fit(string task, TrainingSet training, int seed)
    {
        var context = new MLContext(seed);
        var isTopic = task == ModelBundle.TopicTask;
        var headlines = SelectHeadlines(training);
        var iterations = Math.Clamp(RowVisits / Math.Max(1, headlines.Count), 10, 100);
        string[] labels = isTopic
            ? [.. headlines.Select(headline => headline.Topic!).Distinct().Order(StringComparer.Ordinal)]
            : [ModelBundle.ClickbaitTask];
        var view = context.Data.LoadFromEnumerable(
            headlines.Select(headline => new StockRow
            {
                Text = headline.Text,
                Topic = headline.Topic ?? "",
                Label = headline.Bait >= 2,
            })
        );
        var text = context.Transforms.Text.FeaturizeText("Features", nameof(StockRow.Text));
        IEstimator<ITransformer> pipeline = isTopic
            ? context
                .Transforms.Conversion.MapValueToKey(
                    "Label",
                    nameof(StockRow.Topic),
                    keyData: context.Data.LoadFromEnumerable(
                        labels.Select(label => new StockRow { Topic = label }),
                        CreateKeySchema()
                    )
                )
                .Append(text)
                .AppendCacheCheckpoint(context)
                .Append(
                    context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                        new SdcaMaximumEntropyMulticlassTrainer.Options
                        {
                            NumberOfThreads = 1,
                            MaximumNumberOfIterations = iterations,
                        }
                    )
                )
            : text.AppendCacheCheckpoint(context)
                .Append(
                    context.BinaryClassification.Trainers.SdcaLogisticRegression(
                        new SdcaLogisticRegressionBinaryTrainer.Options
                        {
                            NumberOfThreads = 1,
                            MaximumNumberOfIterations = iterations,
                        }
                    )
                );
        return new StockModel(context, pipeline.Fit(view), task, labels);
    }

    /// <summary>Scores headlines.</summary>
    public ScoredHeadlines Score(IReadOnlyList<LabeledHeadline> headlines) =>
        new(
            _task,
            _labels,
            headlines,
            [
                .. CasingVariant.All.Select(variant =>
                {
                    var output = _model.Transform(
                        _context.Data.LoadFromEnumerable(
                            headlines.Select(headline => new StockRow
                            {
                                Text = variant.Apply(headline.Text),
                                Topic = _labels[0],
                            })
                        )
                    );
                    return _task == ModelBundle.TopicTask
                        ? output.GetColumn<float[]>("Score").ToList()
                        : (IReadOnlyList<float[]>)
                            [.. output.GetColumn<float>("Probability").Select(probability => new[] { probability })];
                }),
            ]
        );

    /// <summary>Selects headlines labeled by readers, then an even sample of the others.</summary>
    private static List<LabeledHeadline> SelectHeadlines(TrainingSet training)
    {
        var readerLabeled = training
            .Headlines.Where(row => row.Headline.Origin == LabelOrigin.Reader)
            .Take(MaxHeadlines)
            .ToList();
        var others = training.Headlines.Where(row => row.Headline.Origin != LabelOrigin.Reader).ToList();
        var step = Math.Max(1, others.Count / (double)Math.Max(1, MaxHeadlines - readerLabeled.Count));
        return
        [
            .. readerLabeled.Select(row => row.Headline),
            .. Enumerable
                .Range(0, (int)(others.Count / step))
                .Take(MaxHeadlines - readerLabeled.Count)
                .Select(i => others[(int)(i * step)].Headline),
        ];
    }

    private static SchemaDefinition CreateKeySchema()
    {
        var schema = SchemaDefinition.Create(typeof(StockRow));
        schema.Remove(schema[nameof(StockRow.Text)]);
        schema.Remove(schema[nameof(StockRow.Label)]);
        return schema;
    }

    private sealed class StockRow
    {
        public string Text { get; set; } = "";

        public string Topic { get; set; } = "";

        public bool Label { get; set; }
    }
}
