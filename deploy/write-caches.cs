// Writes the caches of models, which programs that are compiled ahead of time need: dotnet run --file deploy/write-caches.cs -- MODELS
#:project ../src/Classifier/Classifier.csproj
#:property PublishAot=false
using Classifier.Models;

foreach (var task in ModelBundle.Tasks)
{
    foreach (var version in ModelStore.Versions(args[0], task))
    {
        ModelBundle.Read(Path.Combine(args[0], task, version));
    }
}
