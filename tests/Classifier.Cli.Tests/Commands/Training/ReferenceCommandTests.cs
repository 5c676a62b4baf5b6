using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

public sealed class ReferenceCommandTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_reference_changes_and_the_model_does_not()
    {
        var before = models.Of(ModelBundle.ClickbaitTask).Manifest;
        var model = _folder.Of("1");
        Directory.CreateDirectory(model);
        foreach (var file in Directory.GetFiles(models.FolderOf(ModelBundle.ClickbaitTask)))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        var week = _folder.Write(
            "week.txt",
            "Central bank raises rates\nYou won't believe what she wore\nTwo die in flood\n"
        );
        var result = await ClassifierProgram.RunAsync(["reference", "--model", model, "--data", week]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the reference has 3 headlines", result.Output, StringComparison.Ordinal);
        var after = ModelBundle.Read(model).Manifest;
        Assert.Equal(("week.txt", 3), (after.Reference!.Source, after.Reference.Counts.Sum()));
        Assert.Equal(before.Sha256, after.Sha256);
        Assert.Equal(before.Bands, after.Bands);
    }
}
