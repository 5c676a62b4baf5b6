using Classifier.Models;
using Classifier.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Evaluation.Baselines;

/// <summary>What ML.NET makes of the same headlines by itself: FeaturizeText and a linear trainer by SDCA, all settings as
/// they come but for one thread, with which it gives the same model again, and a bound on its passes: on coarse classes it may
/// go on for many minutes. Its rows are cached, because ML.NET shuffles no others: files that hold all bait before all news
/// would leave it with a bias for what it read last. The baseline that a better model has to beat.</summary>
public sealed class StockModel
{
    /// <summary>At most so many headlines are learned from, those that someone read first: its dictionaries of n-grams grow
    /// with every headline.</summary>
    public const int MaxHeadlines = 40_000;

    /// <summary>At most so many rows are looked at in all, in at most 100 passes.</summary>
    private const int Looks = 1_000_000;

    private readonly MLContext _context;
    private readonly ITransformer _model;
    private readonly string _task;
    private readonly string[] _labels;

    private StockModel(MLContext context, ITransformer model, string task, string[] labels) =>
        (_context, _model, _task, _labels) = (context, model, task, labels);

    /// <summary>Fits a model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="learning">What may be learned from.</param>
    /// <param name="seed">The seed.</param>
    public static StockModel Fit(string task, TrainingSet learning, int seed)
    {
        var context = new MLContext(seed);
        var isTopic = task == ModelBundle.TopicTask;
        var headlines = Chosen(learning);
        var passes = Math.Clamp(Looks / Math.Max(1, headlines.Count), 10, 100);
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
                        Keys()
                    )
                )
                .Append(text)
                .AppendCacheCheckpoint(context)
                .Append(
                    context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                        new SdcaMaximumEntropyMulticlassTrainer.Options
                        {
                            NumberOfThreads = 1,
                            MaximumNumberOfIterations = passes,
                        }
                    )
                )
            : text.AppendCacheCheckpoint(context)
                .Append(
                    context.BinaryClassification.Trainers.SdcaLogisticRegression(
                        new SdcaLogisticRegressionBinaryTrainer.Options
                        {
                            NumberOfThreads = 1,
                            MaximumNumberOfIterations = passes,
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

    /// <summary>Those that someone read, then others from all over the set.</summary>
    private static List<LabeledHeadline> Chosen(TrainingSet learning)
    {
        var read = learning
            .Headlines.Where(row => row.Headline.Origin == LabelOrigin.Reader)
            .Take(MaxHeadlines)
            .ToList();
        var others = learning.Headlines.Where(row => row.Headline.Origin != LabelOrigin.Reader).ToList();
        var step = Math.Max(1, others.Count / (double)Math.Max(1, MaxHeadlines - read.Count));
        return
        [
            .. read.Select(row => row.Headline),
            .. Enumerable
                .Range(0, (int)(others.Count / step))
                .Take(MaxHeadlines - read.Count)
                .Select(i => others[(int)(i * step)].Headline),
        ];
    }

    private static SchemaDefinition Keys()
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
