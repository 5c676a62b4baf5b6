using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Encoders;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier train encoder</c>, which fine-tunes the accurate model.</summary>
internal sealed class TrainEncoderCommand
{
    private static readonly string Details = $"""
        Use it to teach the accurate model your own topics, or your own labels of topics and clickbait. Training starts from an accurate
        model and takes minutes for thousands of headlines: about a minute for 3,000 headlines, an epoch, and a core with AVX-512. At least
        {EncoderRun.MinHeadlines} headlines must have labels of the same kind.

        One model scores both tasks. A task without labels in the data keeps the answers of the pretrained model: the new one learns
        them along with the labels of the other task. A tenth of the headlines is held out to choose the best epoch and to fit
        calibration and bands.

        After each epoch, the best model so far is in --output, and a checkpoint is beside it. Ctrl-C keeps both; run the command again
        with the same options and --output to continue. The same data, pretrained model, and options give the same model, byte for byte, also
        on another number of threads or after an interruption.

        {LabeledDataOptions.Help}

        Examples:
          classifier train encoder --data headlines.tsv
          classifier train encoder --data mine.csv --output models/encoder/7 --epochs 5 --seed 7
          classifier train encoder --data mine.csv --labels-map labels.tsv --threads 1
          classifier train encoder --data mine.csv --pretrained models/encoder/7 --float32
          classifier compare models/encoder/7 models/encoder/8 --task topic --data gold.tsv
        """;

    private readonly LabeledDataOptions _data = new();
    private readonly Option<DirectoryInfo?> _output = new("--output")
    {
        Description =
            "The folder of the model; its name becomes the version. An existing model is replaced once the first epoch is complete. Default: the next version beside the pretrained model.",
        HelpName = "DIR",
    };
    private readonly Option<DirectoryInfo?> _pretrained = new("--pretrained")
    {
        Description = "The folder of the accurate model to start from. Default: the active one.",
        HelpName = "DIR",
    };
    private readonly Option<FileInfo?> _map = LabeledDataOptions.CreateLabelsMap();
    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description =
            $"The number of passes over the data. Default: {EncoderRun.MinEpochs}, and up to {EncoderRun.MaxEpochs} for few headlines.",
        HelpName = "N",
    };
    private readonly Option<double> _rate = new("--learning-rate")
    {
        Description =
            "The maximum learning rate of the last layer; it is lower for earlier ones, and higher for the heads.",
        HelpName = "RATE",
        DefaultValueFactory = _ => EncoderRun.DefaultLearningRate,
    };
    private readonly Option<int> _seed = CommonOptions.CreateSeed(
        "The random seed. The same data, pretrained model and seed give the same model."
    );
    private readonly Option<int> _threads = new("--threads")
    {
        Description = "The number of threads; the model does not depend on it.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
    private readonly Option<bool> _float32 = new("--float32")
    {
        Description =
            $"Also write the model in single precision ({EncoderBundle.SinglePrecisionGraphName}, 90 MB), from which training can start without rounding. It is not used to classify.",
    };

    private TrainEncoderCommand()
    {
        _epochs.Require<int>(value => value >= 1, "a whole number of at least 1");
        _threads.Require<int>(value => value >= 1, "a whole number of at least 1");
        _rate.Require<double>(value => value is > 0 and <= 1, "a number greater than 0 and at most 1");
    }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TrainEncoderCommand();
        var command = new DocumentedCommand(EncoderBundle.FolderName, "Fine-tunes the accurate model.", Details)
        {
            options._output,
            options._pretrained,
            options._map,
            options._epochs,
            options._rate,
            options._seed,
            options._threads,
            options._float32,
        };
        options._data.AddTo(command);

        // Training blocks its thread, and Ctrl-C must be handled meanwhile.
        command.SetAction(
            (parsed, cancellationToken) =>
                Task.Run(() => options.Run(parsed, cancellationToken), CancellationToken.None)
        );
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var pretrained = parsed.GetValue(_pretrained)?.FullName ?? FindPretrained();
        var notices = new List<string>();
        var run = new EncoderRun(
            _data.Open(parsed),
            parsed.GetValue(_output)?.FullName ?? TrainedVersion.GetNext(pretrained),
            pretrained,
            parsed.GetValue(_seed)
        )
        {
            Epochs = parsed.GetValue(_epochs),
            LearningRate = parsed.GetValue(_rate),
            Labels = LabeledDataOptions.ReadLabelsMap(parsed, _map),
            Threads = parsed.GetValue(_threads),
            WritesSinglePrecision = parsed.GetValue(_float32),
            Notify = notices.Add,
        };
        var active = ModelActivation.PinCurrent(run.Output, EncoderBundle.FolderName);
        EncoderManifest manifest;
        try
        {
            manifest = ProgressDisplay.RunStepsWithBar(
                parsed.Console,
                (step, detail, share) => Train(run, step, detail, share, cancellationToken)
            );
        }
        catch (TrainingDataException)
        {
            // How the data was interpreted may explain why it cannot be used.
            notices.ForEach(parsed.Console.WriteNotice);
            throw;
        }

        parsed.Console.WriteLine($"{EncoderBundle.FolderName} {manifest.Version} is in {run.Output}");
        TrainedVersion.Print(parsed.Console, EncoderBundle.FolderName, manifest, run.Output, active, notices);
        return ExitCode.Success;
    }

    private static EncoderManifest Train(
        EncoderRun run,
        Action<string> step,
        Action<string> detail,
        Action<double> share,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return run.Train(new TrainingProgress(step, detail, cancellationToken, share));
        }
        catch (OperationCanceledException)
        {
            step(
                File.Exists(run.Checkpoint)
                    ? $"stopped; the best model so far is in {run.Output}; run the command again with --output {run.Output} to continue"
                    : "stopped before the end of the first epoch; no model was written"
            );
            throw;
        }
    }

    /// <summary>Finds the active accurate model, or the shipped one if the folder of models has none.</summary>
    private static string FindPretrained() =>
        Find(TrainedVersion.FindRoot())
        ?? Find(TrainedVersion.FindShippedRoot())
        ?? throw new ModelException(
            "There is no accurate model to start from; specify the folder of one with --pretrained. The .NET tool contains neither one nor what runs it; use the archive for your platform."
        );

    private static string? Find(string? root) => root is null ? null : EncoderBundle.Find(root);
}
