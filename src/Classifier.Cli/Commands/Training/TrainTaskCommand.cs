using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Features;
using Classifier.Feedback;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Teaching;
using Classifier.Training.Recipes.Tuning;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier train topic</c> or <c>classifier train clickbait</c>.</summary>
internal sealed partial class TrainTaskCommand
{
    private const float MaxFeedbackWeight = 1_000;

    private readonly string _task;
    private readonly Func<TrainingRun, TrainingProgress, ModelManifest> _train;
    private readonly LabeledDataOptions _data = new(
        "One or more files of labeled headlines; - for standard input. Required, except with --with-feedback."
    );
    private readonly Option<DirectoryInfo?> _output = new("--output")
    {
        Description =
            "The folder of the model; its name becomes the version. An existing model is replaced once the new one is verified. Required, except with --from: then the default is the next version beside the existing model.",
        HelpName = "DIR",
    };
    private readonly Option<FileInfo?> _vectors = new("--vectors")
    {
        Description =
            "Word vectors: a model's vectors.bin, or text in GloVe's format (a word and its values per line, most frequent first), optionally with .gz. Default: those of the active model, if there is one.",
        HelpName = "FILE",
    };
    private readonly Option<int> _seed = CommonOptions.CreateSeed(
        "The random seed. The same data, vectors, and seed give the same model."
    );
    private readonly Option<FileInfo?> _map = LabeledDataOptions.CreateLabelsMap();
    private readonly Option<FileInfo?> _answers = new("--answers")
    {
        Description =
            "The accurate model's scores of labeled headlines and of unlabeled titles, to train on them as well (knowledge distillation). See docs/RECIPE.md.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _feedback = new("--with-feedback")
    {
        Description =
            "Also train on the corrections in this store; they override labels in files. Default: the store of classifier feedback.",
        HelpName = "STORE",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<float> _feedbackWeight = new("--feedback-weight")
    {
        Description = "The weight of a correction; a headline has a weight of 1.",
        HelpName = "N",
        DefaultValueFactory = _ => FeedbackHeadlines.DefaultWeight,
    };
    private readonly Option<long?> _maxSize = new("--max-size")
    {
        Description =
            "The maximum size of the model's zip and word vectors, such as 5MB. N-gram buckets and the vector vocabulary are reduced until the model fits.",
        HelpName = "SIZE",
        CustomParser = QuantityParser.ParseBytes,
    };
    private readonly Option<FileInfo?> _report = new("--report")
    {
        Description = "Write an HTML report with the model's metrics on held-out stories to this file.",
        HelpName = "FILE.html",
    };
    private readonly Option<TimeSpan?> _time = new("--time")
    {
        Description =
            "Tune features and trainer for this long, such as 10m, by successive halving. The best model so far is kept in --output, also after Ctrl-C.",
        HelpName = "TIME",
        CustomParser = QuantityParser.ParseDuration,
    };
    private readonly Option<FileInfo?> _log = new("--log")
    {
        Description = "The JSON Lines log of the tuning trials. Default: the name of --output with .trials.jsonl.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Continue tuning from the log; its trials are not repeated.",
    };

    private TrainTaskCommand(string task, Func<TrainingRun, TrainingProgress, ModelManifest> train)
    {
        (_task, _train) = (task, train);
        _feedbackWeight.Require<float>(
            value => value is > 0 and <= MaxFeedbackWeight,
            $"a number greater than 0 and at most {MaxFeedbackWeight:0}"
        );
    }

    /// <summary>Creates the command.</summary>
    /// <param name="task">The task, which is the command's name.</param>
    /// <param name="train">Trains one model.</param>
    public static Command Create(string task, Func<TrainingRun, TrainingProgress, ModelManifest> train)
    {
        var options = new TrainTaskCommand(task, train);
        var command = new DocumentedCommand(
            task,
            $"Trains a {task} model.",
            $"""
            The same data, vectors, and seed give the same model, byte for byte. A new model does not replace the active version; see
            classifier compare and classifier models activate.

            To teach an existing model a few corrections, use --from: training on them alone would lose what the model knows. With
            --from, --labels-map also renames or drops labels of the existing model.

            {LabeledDataOptions.Help}

            Examples:
              classifier train {task} --data training/data/headlines.tsv --output /tmp/models/{task}/1
              classifier train {task} --data feeds.tsv.gz mine.csv --output models/{task}/2 --seed 7
              classifier train {task} --data news.csv --labels-map labels.tsv --output models/{task}/2
              classifier train {task} --from models/{task}/5 --data corrections.csv
              classifier train {task} --from models/{task}/5 --data corrections.csv --unlabeled our-headlines.txt
              classifier train {task} --with-feedback
              classifier train {task} --data headlines.tsv --with-feedback --from none --output models/{task}/2
              classifier train {task} --data mine.csv --output models/{task}/2 --max-size 5MB
              classifier train {task} --data mine.csv --output models/{task}/2 --report 2.html
              classifier train {task} --data mine.csv --output models/{task}/2 --time 10m
              classifier train {task} --data mine.csv --output models/{task}/2 --time 30m --resume
            """
        )
        {
            options._output,
            options._from,
            options._unlabeled,
            options._addedLabels,
            options._vectors,
            options._seed,
            options._map,
            options._answers,
            options._feedback,
            options._feedbackWeight,
            options._maxSize,
            options._report,
            options._time,
            options._log,
            options._resume,
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
        var data = _data.Open(parsed, _task);
        if (data.Count == 0 && parsed.GetResult(_feedback) is null)
        {
            throw new CommandException("There is nothing to train on; specify --data or --with-feedback.");
        }

        return FindSource(parsed) is { } source
            ? Update(parsed, source, data, cancellationToken)
            : Train(parsed, data, cancellationToken);
    }

    private FeedbackHeadlines? ReadFeedback(ParseResult parsed) =>
        parsed.GetResult(_feedback) is null
            ? null
            : FeedbackHeadlines.Read(
                parsed.GetValue(_feedback) ?? FeedbackStore.DefaultPath,
                parsed.GetValue(_feedbackWeight)
            );

    private int Train(ParseResult parsed, IReadOnlyList<LabeledInput> data, CancellationToken cancellationToken)
    {
        RejectUpdateOptions(parsed);
        OutputCheck.EnsureWritable("--report", parsed.GetValue(_report)?.FullName);
        OutputCheck.EnsureWritable("--log", parsed.GetValue(_log)?.FullName);
        if (data.Count == 0)
        {
            throw new CommandException(
                $"There is no active {_task} model to build on; specify one with --from, or training data with --data."
            );
        }

        var output =
            parsed.GetValue(_output) ?? throw new CommandException("Specify --output, the folder of the new model.");
        var vectors = ReadVectors(parsed.GetValue(_vectors)?.FullName);
        if (vectors is null)
        {
            parsed.Console.WriteNotice(
                "WARNING: TRAINING WITHOUT WORD VECTORS. The model only knows the words of the training data and is much less accurate; specify --vectors models/topic/VERSION/vectors.bin."
            );
        }

        var notices = new List<string>();
        var run = new TrainingRun(data, output.FullName, vectors, parsed.GetValue(_seed))
        {
            Labels = LabeledDataOptions.ReadLabelsMap(parsed, _map),
            Answers = parsed.GetValue(_answers) is { } answers ? TeacherAnswers.Read(answers.FullName) : null,
            Feedback = ReadFeedback(parsed),
            MaxBytes = parsed.GetValue(_maxSize),
            Report = parsed.GetValue(_report)?.FullName,
            Notify = notices.Add,
        };
        var active = ModelActivation.PinCurrent(run.Output, _task);
        ModelManifest manifest;
        try
        {
            manifest = ProgressDisplay.RunSteps(
                parsed.Console,
                (step, detail) =>
                    parsed.GetValue(_time) is { } time
                        ? Tune(CreateTuningRun(parsed, run, time), step, detail, cancellationToken)
                        : _train(run, new TrainingProgress(step, detail, cancellationToken))
            );
        }
        catch (TrainingDataException)
        {
            // How the data was interpreted may explain why it cannot be used.
            notices.ForEach(parsed.Console.WriteNotice);
            throw;
        }

        parsed.Console.WriteLine($"{_task} model {manifest.Version} is in {run.Output}");
        TrainedVersion.Print(parsed.Console, _task, manifest, run.Output, active, notices);
        return ExitCode.Success;
    }

    private TuningRun CreateTuningRun(ParseResult parsed, TrainingRun run, TimeSpan time) =>
        new(
            run,
            time,
            parsed.GetValue(_log)?.FullName ?? Path.TrimEndingDirectorySeparator(run.Output) + ".trials.jsonl",
            parsed.GetValue(_resume)
        );

    private ModelManifest Tune(
        TuningRun run,
        Action<string> step,
        Action<string> detail,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return run.Run(_task, step, detail, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            step(
                File.Exists(Path.Combine(run.Training.Output, ModelBundle.ManifestName))
                    ? $"stopped; the best model so far is in {run.Training.Output}; use --resume to continue"
                    : "stopped before the first model was complete; no model was written"
            );
            throw;
        }
    }

    private WordVectors? ReadVectors(string? path)
    {
        if (path is not null)
        {
            return VectorsFile.Read(path);
        }

        return FindVectors(TrainedVersion.FindRoot()) ?? FindVectors(TrainedVersion.FindShippedRoot());
    }

    private WordVectors? FindVectors(string? root)
    {
        try
        {
            return root is not null && ModelBundle.FindVectors(ModelStore.FindModel(root, _task)) is { } vectors
                ? VectorsFile.Read(vectors)
                : null;
        }
        catch (ModelException)
        {
            // There is no model of the task.
            return null;
        }
    }
}
