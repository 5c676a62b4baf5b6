using System.CommandLine;

namespace Classifier.Encoder.FineTuned;

/// <summary>Evaluates a fine-tuned encoder.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Option<FileInfo>("--model")
        {
            Description = "The ONNX model written by the command train.",
            Required = true,
        };
        var encoder = TrainCommand.CreateEncoderOption();
        var data = new Option<string[]>("--data")
        {
            Description = "Files with labeled headlines; each file is evaluated separately.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "evaluate",
            """
            Evaluates a fine-tuned encoder on labeled headlines. Prints the accuracy (either topic counts), the accuracy of the main
            topic alone, macro-F1, and ROC-AUC and Spearman's rank correlation of clickbait.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- evaluate --model work/encoder/model.int8.onnx \
                --data DATA/gold/gold.tsv
            """
        )
        {
            model,
            encoder,
            data,
        };
        command.SetAction(result =>
        {
            var tokenize = EncoderPackage.Get(result.GetValue(encoder)!).CreateTokenizer();
            using var session = new FineTunedEncoder(File.ReadAllBytes(result.GetValue(model)!.FullName));
            foreach (var path in result.GetValue(data)!)
            {
                var examples = GoldHeadlines.Read([path], tokenize);
                var logits = session.Run(
                    [.. examples.Select(example => example.Pieces)],
                    "topic_logits",
                    "clickbait_logits"
                );
                Console.WriteLine(
                    $"{Path.GetFileName(path)}: {examples.Length} headlines, {EncoderFigures.Measure(logits, examples)}"
                );
            }
        });
        return command;
    }
}
