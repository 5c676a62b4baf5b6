using System.Text.Json;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Lifecycle;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

public sealed class TuneThresholdCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public TuneThresholdCommandTests()
    {
        foreach (var file in Directory.GetFiles(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask)))
        {
            Directory.CreateDirectory(Model);
            File.Copy(file, Path.Combine(Model, Path.GetFileName(file)));
        }

        string[] bait =
        [
            "You won't believe what she wore",
            "This one trick will change your life",
            "10 things you should never say",
            "What happened next is hilarious",
        ];
        string[] news =
        [
            "Central bank raises rates",
            "Two die in flood",
            "Minister resigns over report",
            "Court upholds ruling on water rights",
        ];
        _data = _folder.Write(
            "data.tsv",
            "text\tbait\n"
                + string.Concat(
                    Enumerable
                        .Range(2, 5)
                        .SelectMany(i =>
                            bait.Select(text => $"{text} {i}\t3\n").Concat(news.Select(text => $"{text} {i}\t0\n"))
                        )
                )
        );
    }

    private string Model => _folder.Of("1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tuning_changes_a_band_and_the_model_remains_valid()
    {
        var before = SetBands(new BandThresholds(0.0001, 0.9998, 0.9999));
        Assert.Equal(0, (await RunAsync("--precision", "0.9", "--dry-run")).ExitCode);
        Assert.Equal(before, ModelBundle.ReadManifest(Model).Bands);

        var tuned = await RunAsync("--precision", "0.9", "--json");
        Assert.Equal(0, tuned.ExitCode);
        using var json = JsonDocument.Parse(tuned.Output);
        var threshold = json.RootElement.GetProperty("considerable").GetProperty("threshold").GetDouble();
        Assert.Equal(before with { Considerable = threshold }, ModelBundle.Read(Model).Manifest.Bands);
    }

    [Fact]
    public async Task A_threshold_below_that_of_the_lower_band_is_rejected()
    {
        var before = SetBands(new BandThresholds(0.0001, 0.9998, 0.9999));
        var tuned = await RunAsync("--precision", "0.9", "--band", "heavy");
        Assert.Equal(1, tuned.ExitCode);
        Assert.Contains("must increase", tuned.Error, StringComparison.Ordinal);
        Assert.Equal(before, ModelBundle.ReadManifest(Model).Bands);
    }

    [Theory]
    [InlineData("--topic does not apply", "--precision", "0.9", "--topic", "all")]
    [InlineData("--precision", "--precision", "95")]
    [InlineData("enormous", "--precision", "0.9", "--band", "enormous")]
    public async Task Invalid_arguments_are_named_in_the_error(string expected, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private BandThresholds SetBands(BandThresholds bands) =>
        ModelWriter.UpdateManifest(Model, manifest => manifest with { Bands = bands }).Bands!;

    private Task<ClassifierProgram.Result> RunAsync(params string[] arguments) =>
        ClassifierProgram.RunAsync(["tune-threshold", "--model", Model, "--data", _data, .. arguments]);
}
