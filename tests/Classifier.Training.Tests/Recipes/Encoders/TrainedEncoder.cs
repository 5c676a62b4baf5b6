using Classifier.Onnx;
using Classifier.Tests.Common;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Encoders;

namespace Classifier.Training.Tests.Recipes.Encoders;

/// <summary>Provides an encoder that was trained from the shipped one for two epochs, on labels of our own and without clickbait
/// grades.</summary>
public sealed class TrainedEncoder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedEncoder()
    {
        Data = _folder.Write("mine.tsv", OwnHeadlines.WithOwnLabels());
        Output = _folder.Of("encoder", "1");
        Manifest = CreateRun(Output, Notices.Add).Train(Progress());
    }

    /// <summary>Gets the folder of the shipped encoder.</summary>
    public static string Pretrained { get; } = EncoderBundle.Find(Repository.PathOf("models"))!;

    public string Data { get; }

    public string Output { get; }

    public EncoderManifest Manifest { get; }

    /// <summary>Gets what the run reported about the data.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Creates the run of <see cref="Manifest"/>.</summary>
    public EncoderRun CreateRun(string output, Action<string>? notify = null) =>
        new([Data], output, Pretrained, Seed: 1)
        {
            Epochs = 2,
            WritesSinglePrecision = true,
            Notify = notify,
        };

    public static TrainingProgress Progress(Action<string>? step = null) =>
        new(step ?? (_ => { }), _ => { }, CancellationToken.None);

    public void Dispose() => _folder.Dispose();
}
