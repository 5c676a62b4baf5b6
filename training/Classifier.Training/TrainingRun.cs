using System.Reflection;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Clickbait;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Topic;
using Microsoft.ML;

namespace Classifier.Training;

/// <summary>One training from files to a checked model folder.</summary>
/// <param name="Data">The files of labelled headlines.</param>
/// <param name="Output">The model's folder, whose name becomes its version.</param>
/// <param name="Vectors">The word vectors; null for none.</param>
/// <param name="Seed">The seed: the same files, vectors and seed give the same bytes.</param>
public sealed record TrainingRun(IReadOnlyList<string> Data, string Output, WordVectors? Vectors, int Seed)
{
    /// <summary>Trains a topic model.</summary>
    /// <param name="progress">Is told what is going on.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The model cannot be written.</exception>
    public ModelManifest TrainTopic(IProgress<string> progress)
    {
        ModelWriter.Check(Output);
        progress.Report($"reading {Data.Count} files");
        var set = TrainingSet.Read(Data, headline => headline.Topic is not null);
        string[] labels = [.. set.Headlines.Select(row => row.Headline.Topic!).Distinct().Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            throw new TrainingDataException($"There is only one topic in the data, {labels[0]}; at least two are needed.");
        var featurizer = new Featurizer(
            new FeatureSettings { HashBits = 17, VectorSize = Vectors?.Size ?? 0, WeighByRarity = Vectors is not null }, Vectors);
        var trainer = new TopicTrainer(featurizer, Seed, progress);
        var (learning, held) = set.SplitOff(0);
        if (held.Count == 0 || learning.Headlines.Count == 0)
            throw TooFew(set);

        progress.Report($"measuring on {held.Count} headlines that are held out");
        var draft = trainer.Fit(Texts(learning), labels);
        var raw = Temporarily(draft, featurizer, ModelBundle.TopicTask, labels,
            bundle => bundle.Predict([.. held.Select(headline => headline.Text)], calibrated: false));
        var right = held.Select(headline => Array.IndexOf(labels, headline.Topic)).ToArray();
        var temperature = TopicCalibration.Temperature(raw, right);
        var calibrated = raw.Select(row => TopicCalibration.Apply(row, temperature)).ToArray();
        var report = Metrics.Topics([.. calibrated.Select(row => labels[row.IndexOf(row.Max())])], [.. held.Select(h => h.Topic!)]);
        var metrics = new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["macro_f1"] = report.MacroF1,
            ["baseline_accuracy"] = report.MajorityBaseline,
            ["log_loss"] = TopicCalibration.LogLoss(calibrated, right),
        };
        foreach (var label in report.Labels)
            metrics[$"f1 {label.Label}"] = label.F1;

        progress.Report("fitting on all headlines");
        var final = trainer.Fit(Texts(set), labels);
        var manifest = Manifest(ModelBundle.TopicTask, labels, featurizer, set.Files, metrics, TopicTrainer.Description) with
        {
            Calibration = new ModelCalibration(1 / temperature, 0),
            MinScore = TopicCalibration.MinScore(calibrated, right),
        };
        progress.Report("writing and checking the model");
        return ModelWriter.Write(Output, final.Context, final.Model, final.View, featurizer, manifest, ModelCard.Write);
    }

    /// <summary>Trains a clickbait model.</summary>
    /// <param name="progress">Is told what is going on.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The model cannot be written.</exception>
    public ModelManifest TrainClickbait(IProgress<string> progress)
    {
        ModelWriter.Check(Output);
        progress.Report($"reading {Data.Count} files");
        var set = TrainingSet.Read(Data, headline => headline.Bait is not null);
        if (!HasBoth(Texts(set)))
            throw new TrainingDataException("The data holds only bait or only news; both are needed.");
        var featurizer = new Featurizer(new FeatureSettings { HashBits = 17, VectorSize = Vectors?.Size ?? 0, Cues = true }, Vectors);
        var trainer = new ClickbaitTrainer(featurizer, Seed, progress);
        var (most, held) = set.SplitOff(0, 1);
        var (learning, stacking) = most.SplitOff(2, 3);
        if (held.Count == 0 || !HasBoth(stacking) || !HasBoth(Texts(learning)))
            throw TooFew(set);
        var model = trainer.Fit(Texts(learning), stacking);

        progress.Report($"measuring on {held.Count} headlines that are held out");
        string[] labels = [ModelBundle.ClickbaitTask];
        var scores = Temporarily(model, featurizer, ModelBundle.ClickbaitTask, labels,
            bundle => bundle.Predict([.. held.Select(headline => headline.Text)])).Select(row => row[0]).ToArray();
        var grades = held.Select(headline => headline.Bait!.Value).ToArray();
        var report = Metrics.Clickbait(scores, grades);
        var manifest = Manifest(ModelBundle.ClickbaitTask, labels, featurizer, set.Files, new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["precision"] = report.Precision,
            ["recall"] = report.Recall,
            ["f1"] = report.F1,
            ["roc_auc"] = report.RocAuc,
            ["spearman"] = report.Spearman,
            ["calibration_error"] = report.CalibrationError,
            ["baseline_accuracy"] = report.MajorityBaseline,
        }, ClickbaitTrainer.Description) with
        {
            Bands = BandSearch.Find(scores, grades),
        };
        progress.Report("writing and checking the model");
        return ModelWriter.Write(Output, model.Context, model.Model, model.View, featurizer, manifest, ModelCard.Write);
    }

    private static bool HasBoth(IReadOnlyList<LabelledHeadline> headlines) =>
        headlines.Any(headline => headline.Bait >= 2) && headlines.Any(headline => headline.Bait < 2);

    private static TrainingDataException TooFew(TrainingSet set) => new(
        $"{set.Headlines.Count} headlines are too few to learn from some and to measure on others; give a hundred or more.");

    private static List<LabelledHeadline> Texts(TrainingSet set) => [.. set.Headlines.Select(row => row.Headline)];

    private ModelManifest Manifest(string task, IReadOnlyList<string> labels, Featurizer featurizer,
        IReadOnlyList<TrainingFile> files, IReadOnlyDictionary<string, double> metrics, string trainer) => new()
        {
            Task = task,
            Version = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Output))),
            Sha256 = "",
            Labels = labels,
            Features = featurizer.Settings,
            Calibration = new ModelCalibration(1, 0),
            Probes = [],
            Metrics = metrics.Where(metric => double.IsFinite(metric.Value)).ToDictionary(),
            TrainingFiles = files,
            Seed = Seed,
            Trainer = trainer,
            MicrosoftMLVersion = typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        };

    private IReadOnlyList<float[]> Temporarily((MLContext Context, ITransformer Model, IDataView View) model, Featurizer featurizer,
        string task, IReadOnlyList<string> labels, Func<ModelBundle, IReadOnlyList<float[]>> use)
    {
        using var zip = new MemoryStream();
        model.Context.Model.Save(model.Model, model.View.Schema, zip);
        zip.Position = 0;
        var manifest = Manifest(task, labels, featurizer, [], new Dictionary<string, double>(), "");
        return use(ModelBundle.OfDraft(manifest, featurizer, zip));
    }
}
