using System.CommandLine;
using Classifier.Encoder;
using Classifier.Encoder.FineTuned;

return await new RootCommand(
    """
    Fine-tunes sentence encoders on labeled headlines, and provides word vectors and the answers of an encoder for classifier train.
    See docs/RECIPE.md.
    """
)
{
    WordsCommand.Create(),
    TrainCommand.Create(),
    AnswersCommand.Create(),
    PackageCommand.Create(),
    VerifyCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
