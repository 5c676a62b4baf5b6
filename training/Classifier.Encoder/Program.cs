using System.CommandLine;
using Classifier.Encoder;
using Classifier.Encoder.FineTuned;

return await new RootCommand(
    """
    Encodes headlines and words with a sentence encoder for classifier train, and fine-tunes encoders on labeled headlines.
    See docs/RECIPE.md.
    """
)
{
    TitlesCommand.Create(),
    WordsCommand.Create(),
    TrainCommand.Create(),
    AnswersCommand.Create(),
    EvaluateCommand.Create(),
    PackageCommand.Create(),
    VerifyCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
