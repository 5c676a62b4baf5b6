using Classifier.Models;
using Xunit;

namespace Classifier.Tests.Models;

public sealed class ActiveVersionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("classifier-store-").FullName;

    public ActiveVersionTests()
    {
        foreach (var version in new[] { "9", "10", "2" })
        {
            AddVersion(version);
        }
    }

    private string Folder => Path.Combine(_root, "topic");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Of_several_versions_none_serves_unless_one_is_active()
    {
        Assert.Equal(["2", "9", "10"], ModelStore.Versions(_root, "topic"));
        var message = Assert.Throws<ModelException>(() => ModelStore.FindModel(_root, "topic")).Message;
        Assert.Contains("2, 9, 10", message, StringComparison.Ordinal);
        Assert.Contains("classifier models activate topic VERSION", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<ModelException>(() => ModelStore.FindModels(_root)).Message);
    }

    [Fact]
    public void A_single_version_serves()
    {
        Directory.Delete(Path.Combine(Folder, "2"), recursive: true);
        Directory.Delete(Path.Combine(Folder, "9"), recursive: true);
        Assert.Equal(Path.Combine(Folder, "10"), ModelStore.FindModel(_root, "topic"));
    }

    [Fact]
    public void The_active_version_takes_precedence_over_newer_ones()
    {
        ActiveVersion.Set(Folder, "9", "10");
        Assert.Equal(Path.Combine(Folder, "9"), ModelStore.FindModel(_root, "topic"));
        Assert.Equal(["9", "10"], ActiveVersion.Read(Folder));
    }

    [Fact]
    public void Rolling_back_restores_previously_active_versions()
    {
        ActiveVersion.Set(Folder, "2", null);
        ActiveVersion.Set(Folder, "9", "2");
        ActiveVersion.Set(Folder, "10", "9");
        Assert.Equal("9", ActiveVersion.RollBack(Folder));
        Assert.Equal("2", ActiveVersion.RollBack(Folder));
        Assert.Throws<ModelException>(() => ActiveVersion.RollBack(Folder));
        Assert.Equal(Path.Combine(Folder, "2"), ModelStore.FindModel(_root, "topic"));
    }

    [Fact]
    public void The_file_is_replaced_without_leaving_temporary_files()
    {
        ActiveVersion.Set(Folder, "2", null);
        ActiveVersion.Set(Folder, "9", "2");
        Assert.Equal(["active"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.Equal("9\n2\n", File.ReadAllText(Path.Combine(Folder, ActiveVersion.FileName)));
    }

    [Fact]
    public void A_missing_active_version_is_reported_with_the_existing_versions()
    {
        ActiveVersion.Set(Folder, "7", null);
        var message = Assert.Throws<ModelException>(() => ModelStore.FindModel(_root, "topic")).Message;
        Assert.Contains("names version 7", message, StringComparison.Ordinal);
        Assert.Contains("2, 9, 10", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_survive_activation_and_rollback()
    {
        ActiveVersion.SetLabel(Folder, "canary", "10", active: "2");
        ActiveVersion.SetLabel(Folder, "next", "10", active: "9");
        ActiveVersion.Set(Folder, "9", null);
        Assert.Equal("9\n2\n@canary 10\n@next 10\n", File.ReadAllText(Path.Combine(Folder, ActiveVersion.FileName)));
        Assert.Equal("2", ActiveVersion.RollBack(Folder));
        Assert.Equal("10", ActiveVersion.GetLabeled(Folder, "canary"));
        var serving = ModelStore.FindServing(_root, "topic")!;
        Assert.Equal(Path.Combine(Folder, "2"), serving.Active);
        Assert.Equal(["canary", "next"], serving.Labels.Keys.Order());
        Assert.Equal("10", ActiveVersion.RemoveLabel(Folder, "canary"));
        var missing = Assert.Throws<ModelException>(() => ActiveVersion.RemoveLabel(Folder, "canary")).Message;
        Assert.Contains("Its labels are: next", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Promoting_activates_the_labeled_version_and_removes_its_label_in_one_step()
    {
        ActiveVersion.SetLabel(Folder, "canary", "10", active: "2");
        Assert.Throws<ModelException>(() => ActiveVersion.Promote(Folder, "canary", "9"));
        ActiveVersion.Promote(Folder, "canary", "10");
        Assert.Equal("10\n2\n", File.ReadAllText(Path.Combine(Folder, ActiveVersion.FileName)));
    }

    [Theory]
    [InlineData("stable")]
    [InlineData("Canary")]
    [InlineData("9")]
    [InlineData("")]
    [InlineData("a b")]
    public void An_invalid_label_is_rejected(string label)
    {
        Assert.Contains(
            "is not a label",
            Assert.Throws<ModelException>(() => ActiveVersion.SetLabel(Folder, label, "9", "2")).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Path.Combine(Folder, ActiveVersion.FileName)));
    }

    [Theory]
    [InlineData("@canary 9\n")]
    [InlineData("2\n@canary\n")]
    [InlineData("2\n@canary ../9\n")]
    [InlineData("2\n@stable 9\n")]
    [InlineData("2\n@canary 9\n@canary 10\n")]
    [InlineData("../topic/9\n")]
    [InlineData("..\n")]
    [InlineData("\n\n")]
    public void An_invalid_file_is_rejected(string content)
    {
        File.WriteAllText(Path.Combine(Folder, ActiveVersion.FileName), content);
        Assert.Contains(
            "must name one version per line",
            Assert.Throws<ModelException>(() => ModelStore.FindModel(_root, "topic")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_that_is_being_written_is_ignored()
    {
        AddVersion(".11.abc.tmp");
        Assert.Equal(["2", "9", "10"], ModelStore.Versions(_root, "topic"));
    }

    private void AddVersion(string version)
    {
        Directory.CreateDirectory(Path.Combine(Folder, version));
        File.WriteAllText(Path.Combine(Folder, version, ModelBundle.ManifestName), "{}");
    }
}
