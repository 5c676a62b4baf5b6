using System.CommandLine;
using Classifier.Transformers.Training;

namespace Classifier.Encoder.FineTuned;

/// <summary>Fine-tunes a pretrained encoder.</summary>
internal static class TrainCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var defaults = new FineTuningOptions();
        var data = new Option<string[]>("--data")
        {
            Description = "Files with labeled headlines; see classifier train --help.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder for model.onnx, model.int8.onnx and checkpoint.bin.",
            Required = true,
        };
        var answers = new Option<FileInfo?>("--answers")
        {
            Description =
                "The answers of a teacher (see the command answers). Labels are mixed with them, and the other titles in the file are learned, too.",
        };
        var validation = new Option<string?>("--validation")
        {
            Description =
                "A file with labeled headlines. After each epoch the model is evaluated on it, and the best one is kept.",
        };
        var encoder = CreateEncoderOption();
        var epochs = new Option<int>("--epochs")
        {
            Description = "The number of passes over the data.",
            DefaultValueFactory = _ => defaults.Epochs,
        };
        var rate = new Option<double>("--learning-rate")
        {
            Description = "The maximum learning rate of the heads and the last layer.",
            DefaultValueFactory = _ => defaults.LearningRate,
        };
        var batch = new Option<int>("--batch-size")
        {
            Description = "The number of headlines per step.",
            DefaultValueFactory = _ => defaults.BatchSize,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The random seed.",
            DefaultValueFactory = _ => defaults.Seed,
        };
        var threads = new Option<int>("--threads")
        {
            Description = "The number of threads; the result does not depend on it.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command(
            "train",
            """
            Fine-tunes a pretrained encoder on labeled headlines and writes it as ONNX, in single precision and quantized to 8 bits.

            A checkpoint is written after each epoch. Run the same command again to resume from it. Ctrl+C stops the training and
            keeps the model of the last finished epoch, or the best one if there is a validation file.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- train --data DATA/gold/train.tsv \
                --validation DATA/gold/gold.tsv --output work/encoder
            """
        )
        {
            data,
            answers,
            output,
            validation,
            encoder,
            epochs,
            rate,
            batch,
            seed,
            threads,
        };
        command.SetAction(
            (result, cancellation) =>
            {
                var options = new FineTuningOptions
                {
                    Epochs = result.GetValue(epochs),
                    LearningRate = result.GetValue(rate),
                    BatchSize = result.GetValue(batch),
                    Seed = result.GetValue(seed),
                };
                var run = new TrainingRun(
                    EncoderPackage.Get(result.GetValue(encoder)!),
                    result.GetValue(data)!,
                    result.GetValue(answers)?.FullName,
                    result.GetValue(validation),
                    result.GetValue(output)!.FullName,
                    options,
                    result.GetValue(threads)
                );
                return Task.FromResult(run.Execute(cancellation));
            }
        );
        return command;
    }

    /// <summary>Creates the option that selects the pretrained encoder.</summary>
    public static Option<string> CreateEncoderOption()
    {
        string[] names = [.. EncoderPackage.All.Select(package => package.Name)];
        var option = new Option<string>("--encoder")
        {
            Description = $"The pretrained encoder: {string.Join(" or ", names)}.",
            DefaultValueFactory = _ => names[0],
        };
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
