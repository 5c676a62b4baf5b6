using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Features;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Teaching;
using Classifier.Training.Recipes.Tuning;

namespace Classifier.Cli.Commands.Training;

/// <summary><c>classifier train</c>: labeled headlines in, a checked model out.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "train",
            "Trains a model on labeled headlines.",
            """
            Examples:
              classifier train topic --data headlines.tsv --output models/topic/2
              classifier train clickbait --data headlines.tsv --output models/clickbait/2
            """
        );
        command.Add(Of(ModelBundle.TopicTask, (run, progress) => run.TrainTopic(progress)));
        command.Add(Of(ModelBundle.ClickbaitTask, (run, progress) => run.TrainClickbait(progress)));
        return command;
    }

    private static DocumentedCommand Of(string task, Func<TrainingRun, TrainingProgress, ModelManifest> train)
    {
        var data = LabeledDataOptions.CreateData();
        var output = new Option<DirectoryInfo>("--output")
        {
            Description =
                "The model's folder; its name becomes the version. A model that is there is replaced once the new one has been checked.",
            Required = true,
        };
        var vectors = new Option<FileInfo?>("--vectors")
        {
            Description =
                "Word vectors: a model's vectors.bin, or text as GloVe's (a word and its numbers a line, most frequent first), perhaps gzipped. Left out: those of the model that serves, or none.",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same data, vectors and seed give the same model.",
            DefaultValueFactory = _ => 1,
        };
        var map = LabeledDataOptions.CreateLabelsMap();
        var encodings = new Option<FileInfo?>("--encodings")
        {
            Description =
                "Sentence encodings of the data's headlines and of other titles (see docs/RECIPE.md): a slow teacher learns from them, and the model from its answers.",
            HelpName = "FILE",
        };
        var feedback = new Option<string?>("--with-feedback")
        {
            Description =
                "Also learn from corrections, which count before all labels of files; without a name those of classifier feedback.",
            HelpName = "STORE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var weight = new Option<float>("--feedback-weight")
        {
            Description = "How many headlines a correction counts as.",
            HelpName = "N",
            DefaultValueFactory = _ => FeedbackHeadlines.DefaultWeight,
        };
        var maxSize = new Option<long?>("--max-size")
        {
            Description =
                "The most that the model's zip and word vectors may take: the n-grams get fewer buckets and the vectors fewer words until it fits.",
            HelpName = "SIZE",
            CustomParser = QuantityParser.ParseBytes,
        };
        var report = new Option<FileInfo?>("--report")
        {
            Description = "Write a page with charts here: how good the model is on stories that were held out.",
            HelpName = "FILE.html",
        };
        var time = new Option<TimeSpan?>("--time")
        {
            Description =
                "Tune features and trainer for so long, by successive halving. The best model so far is always in its place; Ctrl-C keeps it.",
            HelpName = "TIME",
            CustomParser = QuantityParser.ParseDuration,
        };
        var log = new Option<FileInfo?>("--log")
        {
            Description = "The log of trials, a line of JSON each; left out: the output's name and .trials.jsonl.",
            HelpName = "FILE",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with a log that is there: its trials are not made again.",
        };
        var command = new DocumentedCommand(
            task,
            $"Trains a {task} model.",
            $"""
            {LabeledDataOptions.Help}

            Examples:
              classifier train {task} --data training/data/headlines.tsv --output /tmp/models/{task}/1
              classifier train {task} --data feeds.tsv.gz mine.csv --output models/{task}/2 --seed 7
              classifier train {task} --data news.csv --labels-map labels.tsv --output models/{task}/2
              classifier train {task} --data headlines.tsv --with-feedback --output models/{task}/2
              classifier train {task} --data mine.csv --output models/{task}/2 --max-size 5MB
              classifier train {task} --data mine.csv --output models/{task}/2 --report 2.html
              classifier train {task} --data mine.csv --output models/{task}/2 --time 10m
              classifier train {task} --data mine.csv --output models/{task}/2 --time 30m --resume
            """
        )
        {
            data,
            output,
            vectors,
            seed,
            map,
            encodings,
            feedback,
            weight,
            maxSize,
            report,
            time,
            log,
            resume,
        };
        weight.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<float>() is > 0 and <= 1_000))
            {
                result.AddError("--feedback-weight is a number over 0, at most 1000.");
            }
        });
        command.SetAction(
            (result, stop) =>
                Task.Run(
                    () =>
                    {
                        var run = new TrainingRun(
                            result.GetValue(data)!,
                            result.GetValue(output)!.FullName,
                            Vectors(result.GetValue(vectors)?.FullName, task),
                            result.GetValue(seed)
                        )
                        {
                            Labels = result.GetValue(map) is { } file ? LabelMap.Read(file.FullName) : null,
                            Encodings = result.GetValue(encodings) is { } encoded
                                ? Encodings.Read(encoded.FullName)
                                : null,
                            Feedback = result.GetResult(feedback) is null
                                ? null
                                : FeedbackHeadlines.Read(
                                    result.GetValue(feedback) ?? FeedbackStore.DefaultPath,
                                    result.GetValue(weight)
                                ),
                            MaxBytes = result.GetValue(maxSize),
                            Report = result.GetValue(report)?.FullName,
                        };
                        var active = ModelActivation.Keep(run.Output, task);
                        var manifest = ProgressDisplay.RunSteps(
                            (step, detail) =>
                                result.GetValue(time) is not { } limit
                                    ? train(run, new TrainingProgress(step, detail, stop))
                                    : Tune(
                                        new TuningRun(
                                            run,
                                            limit,
                                            result.GetValue(log)?.FullName
                                                ?? Path.TrimEndingDirectorySeparator(run.Output) + ".trials.jsonl",
                                            result.GetValue(resume)
                                        ),
                                        task,
                                        step,
                                        detail,
                                        stop
                                    )
                        );
                        Console.WriteLine($"{task} model {manifest.Version} is in {run.Output}");
                        foreach (var (name, value) in manifest.Metrics)
                        {
                            Console.WriteLine($"  {name, -24} {value:0.####}");
                        }

                        if (active is not null && active != manifest.Version)
                        {
                            Console.WriteLine(
                                $"{task} {active} goes on serving; see classifier compare and classifier models activate."
                            );
                        }
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static ModelManifest Tune(
        TuningRun run,
        string task,
        Action<string> step,
        Action<string> detail,
        CancellationToken stop
    )
    {
        try
        {
            return run.Run(task, step, detail, stop);
        }
        catch (OperationCanceledException)
        {
            step(
                File.Exists(Path.Combine(run.Training.Output, ModelBundle.ManifestName))
                    ? $"stopped; the best model so far is in {run.Training.Output}, and --resume goes on"
                    : "stopped before a model was ready; nothing was written"
            );
            throw;
        }
    }

    private static WordVectors? Vectors(string? path, string task)
    {
        if (path is not null)
        {
            return VectorsFile.Read(path);
        }

        try
        {
            var found = Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), task), ModelBundle.VectorsName);
            return File.Exists(found) ? VectorsFile.Read(found) : null;
        }
        catch (ModelException)
        {
            // No model yet: the first one is trained without vectors unless some are named.
            return null;
        }
    }
}
