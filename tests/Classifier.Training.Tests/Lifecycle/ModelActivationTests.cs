using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Lifecycle.Comparing;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle;

public sealed class ModelActivationTests : IDisposable
{
    private const string Task = ModelBundle.TopicTask;
    private static readonly ModelKind Kind = ModelKind.Fast.Single(kind => kind.Task == Task);

    private readonly TemporaryFolder _folder = new();

    public ModelActivationTests(TrainedModels models)
    {
        foreach (var version in new[] { "1", "2", "3" })
        {
            Directory.CreateDirectory(Of(version));
            foreach (var file in Directory.GetFiles(models.FolderOf(Task)))
            {
                File.Copy(file, Path.Combine(Of(version), Path.GetFileName(file)));
            }
        }

        ActiveVersion.Set(_folder.Of(Task), "1", null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_version_that_passed_its_comparison_is_activated()
    {
        Compare("1", "2");
        var activation = ModelActivation.Activate(_folder.Path, Kind, "2", force: false);
        Assert.Equal("1", activation.Previous);
        Assert.Equal("headlines.tsv", Assert.Single(Assert.Single(activation.Comparisons).Data).Name);
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
        Assert.Equal("1", ModelActivation.RollBack(_folder.Path, Kind));
        Assert.Equal(Of("1"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void A_labeled_version_is_promoted_only_if_it_passed_its_comparison()
    {
        ModelActivation.Label(_folder.Path, Kind, "canary", "2");
        Assert.Equal(Of("1"), ModelStore.FindModel(_folder.Path, Task));
        Assert.Equal(["canary"], StoredModel.Read(_folder.Path, Kind, "2").Labels);
        var refused = Assert.Throws<ModelException>(() =>
            ModelActivation.Promote(_folder.Path, Kind, "canary", force: false)
        );
        Assert.Contains("has not been compared", refused.Message, StringComparison.Ordinal);
        Assert.Equal("2", ActiveVersion.GetLabeled(_folder.Of(Task), "canary"));

        Compare("1", "2");
        var (version, activation) = ModelActivation.Promote(_folder.Path, Kind, "canary", force: false);
        Assert.Equal(("2", "1"), (version, activation.Previous));
        Assert.Single(activation.Comparisons);
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
        Assert.Empty(StoredModel.Read(_folder.Path, Kind, "2").Labels);
    }

    [Fact]
    public void A_broken_version_gets_no_label()
    {
        File.AppendAllText(Path.Combine(Of("2"), ModelBundle.ZipName), "x");
        Assert.Throws<ModelException>(() => ModelActivation.Label(_folder.Path, Kind, "canary", "2"));
        Assert.Throws<ModelException>(() => ModelActivation.Label(_folder.Path, Kind, "canary", "9"));
        Assert.Empty(ActiveFile.Read(_folder.Of(Task)).Labels);
    }

    [Fact]
    public void A_version_without_a_comparison_is_refused_unless_forced()
    {
        AssertRefused("has not been compared", "2");
        Assert.Equal("1", ModelActivation.Activate(_folder.Path, Kind, "2", force: true).Previous);
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void An_earlier_failure_on_other_data_is_reported_with_the_pass()
    {
        Compare("1", "2");
        var passed = ComparisonRecord.Read(Of("2"))!;
        (passed with { Passed = false, Data = [passed.Data[0] with { Name = "other.tsv", Sha256 = "0" }] }).Write(
            Of("2")
        );
        AssertRefused("other.tsv", "2");
        passed.Write(Of("2"));
        var activation = ModelActivation.Activate(_folder.Path, Kind, "2", force: false);
        Assert.Equal([false, true], activation.Comparisons.Select(comparison => comparison.Passed));
        Assert.Equal(3, StoredModel.Read(_folder.Path, Kind, "2").Comparisons.Count);
    }

    [Fact]
    public void A_version_that_failed_its_comparison_is_refused()
    {
        Compare("1", "2", passed: false);
        AssertRefused("failed its comparison", "2");
    }

    [Fact]
    public void A_comparison_with_a_model_other_than_the_active_one_is_not_accepted()
    {
        Compare("1", "2");
        File.WriteAllText(
            Path.Combine(Of("1"), ModelBundle.ManifestName),
            Manifest("1").Replace(Hash("1"), new string('0', 64), StringComparison.Ordinal)
        );
        AssertRefused("is outdated", "2");
    }

    [Fact]
    public void A_comparison_of_an_earlier_state_of_the_version_is_not_accepted()
    {
        var record = ModelComparison
            .Run(ComparableModel.ReadFast(Of("1")), ComparableModel.ReadFast(Of("2")), [OwnHeadlines.Path], [], 1)
            .Record;
        (record with { New = record.New with { Sha256 = new string('0', 64) } }).Write(Of("2"));
        AssertRefused("is outdated", "2");
    }

    [Fact]
    public void A_damaged_version_is_refused_even_if_forced()
    {
        File.AppendAllText(Path.Combine(Of("2"), ModelBundle.ZipName), "x");
        AssertRefused("SHA-256", "2", force: true);
    }

    [Fact]
    public void Rollback_to_a_damaged_version_is_refused()
    {
        ModelActivation.Activate(_folder.Path, Kind, "2", force: true);
        File.AppendAllText(Path.Combine(Of("1"), ModelBundle.ZipName), "x");
        Assert.Throws<ModelException>(() => ModelActivation.RollBack(_folder.Path, Kind));
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void An_unknown_version_is_refused_with_the_available_versions() => AssertRefused("1, 2, 3", "4");

    [Fact]
    public void If_the_active_version_is_missing_another_can_be_activated()
    {
        Directory.Delete(Of("1"), recursive: true);
        Assert.Null(ModelActivation.Activate(_folder.Path, Kind, "2", force: false).Previous);
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void A_version_that_serves_as_the_only_one_stays_active_when_a_second_one_is_trained()
    {
        File.Delete(_folder.Of(Task, ActiveVersion.FileName));
        Assert.Null(ModelActivation.PinCurrent(Of("4"), Task));
        Directory.Delete(Of("2"), recursive: true);
        Directory.Delete(Of("3"), recursive: true);
        Assert.Equal("1", ModelActivation.PinCurrent(Of("4"), Task));
        Directory.CreateDirectory(Of("4"));
        File.Copy(Path.Combine(Of("1"), ModelBundle.ManifestName), Path.Combine(Of("4"), ModelBundle.ManifestName));
        Assert.False(ModelActivation.ActivateFirst(Of("4"), Task));
        Assert.Equal(Of("1"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void The_first_version_is_activated_and_stays_active_when_another_appears()
    {
        File.Delete(_folder.Of(Task, ActiveVersion.FileName));
        Assert.False(ModelActivation.ActivateFirst(Of("1"), Task));
        Directory.Move(Of("2"), _folder.Of("copied"));
        Directory.Delete(Of("3"), recursive: true);
        Assert.True(ModelActivation.ActivateFirst(Of("1"), Task));
        Directory.Move(_folder.Of("copied"), Of("2"));
        Assert.Equal(Of("1"), ModelStore.FindModel(_folder.Path, Task));
        Assert.False(ModelActivation.ActivateFirst(_folder.Of("elsewhere", "1"), Task));
    }

    [Fact]
    public void Of_several_versions_any_can_be_chosen_if_none_is_active()
    {
        File.Delete(_folder.Of(Task, ActiveVersion.FileName));
        Assert.Null(ModelActivation.Activate(_folder.Path, Kind, "2", force: false).Previous);
        Assert.Equal(Of("2"), ModelStore.FindModel(_folder.Path, Task));
    }

    [Fact]
    public void Pinning_a_folder_that_is_not_a_version_folder_writes_nothing()
    {
        Assert.Null(ModelActivation.PinCurrent(_folder.Of("elsewhere", "1"), Task));
        Assert.Null(ModelActivation.PinCurrent(_folder.Of("new", Task, "1"), Task));
        Assert.False(Directory.Exists(_folder.Of("new")));
    }

    private void AssertRefused(string reason, string version, bool force = false)
    {
        var message = Assert
            .Throws<ModelException>(() => ModelActivation.Activate(_folder.Path, Kind, version, force))
            .Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(["1"], ActiveVersion.Read(_folder.Of(Task)));
    }

    private void Compare(string old, string @new, bool passed = true) =>
        (
            ModelComparison
                .Run(ComparableModel.ReadFast(Of(old)), ComparableModel.ReadFast(Of(@new)), [OwnHeadlines.Path], [], 1)
                .Record with
            {
                Passed = passed,
            }
        ).Write(Of(@new));

    private string Of(string version) => _folder.Of(Task, version);

    private string Manifest(string version) => File.ReadAllText(Path.Combine(Of(version), ModelBundle.ManifestName));

    private string Hash(string version) => ModelBundle.ReadManifest(Of(version)).Sha256;
}
