using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Cli.Commands.Training;

/// <summary>The options that select the model to evaluate: a fast model, or one of the two tasks of an accurate model.</summary>
internal sealed class EvaluatedModelOptions
{
    private readonly Option<DirectoryInfo> _model = new("--model")
    {
        Description = "The folder of the model, such as models/topic/7 or models/encoder/4.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string?> _task = CreateTask();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_task);
    }

    /// <summary>Loads the model.</summary>
    /// <exception cref="ModelException">The model is missing or damaged.</exception>
    /// <exception cref="CommandException">The task is missing, or the model does not have it.</exception>
    public EvaluatedModel Open(ParseResult parsed) =>
        Open(parsed.GetValue(_model)!.FullName, parsed.GetValue(_task)).Model;

    /// <summary>Creates the option that selects the task of an accurate model.</summary>
    public static Option<string?> CreateTask()
    {
        var task = new Option<string?>("--task")
        {
            Description = "The task to evaluate of an accurate model, which scores both.",
            HelpName = $"{ModelBundle.TopicTask}|{ModelBundle.ClickbaitTask}",
        };
        task.AcceptOnlyFromAmong(ModelBundle.TopicTask, ModelBundle.ClickbaitTask);
        return task;
    }

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="task">The task; null for that of a fast model.</param>
    /// <exception cref="ModelException">The model is missing or damaged.</exception>
    /// <exception cref="CommandException">The task is missing, or the model does not have it.</exception>
    public static ComparableModel Open(string folder, string? task)
    {
        if (!File.Exists(Path.Combine(folder, EncoderBundle.GraphName)))
        {
            var model = ComparableModel.ReadFast(folder);
            return task is null || task == model.Model.Task
                ? model
                : throw new CommandException($"{folder} is a {model.Model.Task} model, not a {task} model.");
        }

        if (task is null)
        {
            throw new CommandException(
                $"{folder} is an accurate model, which scores both tasks; add --task {ModelBundle.TopicTask} or --task {ModelBundle.ClickbaitTask}."
            );
        }

        var encoder = EncoderBundle.Read(folder);
        return new ComparableModel(folder, EncoderBundle.Kind, Create(encoder, task), encoder.Manifest);
    }

    private static EvaluatedModel Create(EncoderBundle encoder, string task)
    {
        var manifest = encoder.Manifest;
        var isTopic = task == ModelBundle.TopicTask;
        return new EvaluatedModel(
            task,
            $"{EncoderBundle.FolderName}/{manifest.Version}",
            isTopic ? manifest.Labels : [ModelBundle.ClickbaitTask],
            isTopic ? manifest.MinScore : null,
            isTopic ? null : manifest.Bands,
            manifest.TrainingFiles,
            headlines =>
                [
                    .. headlines
                        .AsParallel()
                        .AsOrdered()
                        .Select(headline =>
                        {
                            var topics = new float[manifest.Labels.Count];
                            var clickbait = encoder.Score(headline, topics);
                            return isTopic ? topics : [clickbait];
                        }),
                ]
        );
    }
}
