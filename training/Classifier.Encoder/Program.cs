using System.CommandLine;
using Classifier.Encoder;

return new RootCommand(
    "What a sentence encoder knows of headlines and words, for classifier train. See docs/RECIPE.md."
)
{
    TitlesCommand.Create(),
    WordsCommand.Create(),
}
    .Parse(args)
    .Invoke();
