using System.CommandLine;
using Classifier.Encoder;

return new RootCommand("Encodes headlines and words with a sentence encoder, for classifier train. See docs/RECIPE.md.")
{
    TitlesCommand.Create(),
    WordsCommand.Create(),
}
    .Parse(args)
    .Invoke();
