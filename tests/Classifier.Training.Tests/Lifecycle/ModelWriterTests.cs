using Classifier.Features;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Topic;
using Microsoft.ML;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle;

public sealed class ModelWriterTests : IDisposable
{
    private static readonly string[] Labels = ["medtop:12000000", "medtop:15000000"];
    private static readonly Featurizer Featurizer = new(new FeatureSettings { HashBits = 10 }, null);
    private static readonly (MLContext Context, ITransformer Model, IDataView View) Small = new TopicTrainer(
        Featurizer,
        1,
        new Silent()
    ).Fit(
        [
            .. OwnHeadlines
                .All.Where(headline => Labels.Contains(headline.Topic))
                .Select(headline => (headline.Text, SoftTargets.FromLabels(headline, Labels), 1f)),
        ],
        Labels.Length,
        0.4f
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.Of("1");

    [Fact]
    public void A_new_model_replaces_all_files_of_an_older_one()
    {
        Write(Manifest());
        File.WriteAllText(Path.Combine(Folder, "left over.txt"), "");
        Write(Manifest() with { Seed = 7 });
        Assert.Equal(7, ModelBundle.Read(Folder).Manifest.Seed);
        Assert.Equal(["README.md", "model.json", "model.zip"], TemporaryFolder.Contents(Folder).Keys);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Sibling_folders_are_not_touched()
    {
        Write(Manifest());
        Directory.CreateDirectory(_folder.Of("1.old"));
        File.WriteAllText(_folder.Of("1.old", "precious.txt"), "");
        Write(Manifest());
        Assert.True(File.Exists(_folder.Of("1.old", "precious.txt")));
    }

    [Fact]
    public void A_model_that_cannot_be_read_back_replaces_nothing()
    {
        AssertUntouched(() => Write(Manifest() with { Features = new FeatureSettings { HashBits = 11 } }));
        AssertUntouched(() => Write(Manifest() with { Task = ModelBundle.ClickbaitTask }));
        AssertUntouched(() => Write(Manifest() with { Format = 9 }));
        AssertUntouched(() => Write(Manifest() with { Calibration = new ModelCalibration(double.NaN, 0) }));
        AssertUntouched(() =>
            Write(
                Manifest() with
                {
                    VectorsSha256 = "0",
                    Features = new FeatureSettings { HashBits = 10, VectorSize = 3 },
                }
            )
        );
    }

    [Fact]
    public void A_failure_while_writing_replaces_nothing() =>
        AssertUntouched(() =>
            ModelWriter.Write(
                Folder,
                Small.Context,
                Small.Model,
                Small.View,
                Featurizer,
                Manifest(),
                _ => throw new IOException("The disk is full.")
            )
        );

    [Fact]
    public void A_failed_training_replaces_nothing()
    {
        var data = _folder.Of("data.tsv");
        AssertUntouched(() =>
        {
            File.WriteAllText(data, "text\ttopic\nRain\twea\nGoal\tspo\tmore\n");
            try
            {
                new TrainingRun([data], Folder, null, 1).TrainTopic(new Silent());
            }
            finally
            {
                File.Delete(data);
            }
        });
    }

    [Theory]
    [InlineData("letter.txt")]
    [InlineData("letter.txt/models/1")]
    public void A_folder_that_cannot_be_created_is_refused_before_training(string folder)
    {
        _folder.Write("letter.txt", "Dear");
        var steps = new List<string>();
        var message = Assert
            .Throws<ModelException>(() =>
                new TrainingRun([OwnHeadlines.Path], _folder.Of(folder), null, 1).TrainTopic(new Steps(steps))
            )
            .Message;
        Assert.Contains(_folder.Of(folder), message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.Empty(steps);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_where_nothing_can_be_created_is_refused_with_its_name()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "There is no folder /proc, in which nobody can create a folder.");
        Assert.Equal(
            "Cannot write to /proc/model: no folder can be created in /proc.",
            Assert.Throws<ModelException>(() => ModelWriter.EnsureWritable("/proc/model")).Message
        );
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_before_training()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "letter.txt"), "Dear");
        Assert.Contains(
            "does not contain a model",
            Assert.Throws<ModelException>(() => Write(Manifest())).Message,
            StringComparison.Ordinal
        );
        var steps = new List<string>();
        Assert.Throws<ModelException>(() =>
            new TrainingRun([OwnHeadlines.Path], Folder, null, 1).TrainClickbait(new Steps(steps))
        );
        Assert.Throws<ModelException>(() =>
            new TrainingRun([OwnHeadlines.Path], Folder, null, 1).TrainTopic(new Steps(steps))
        );
        Assert.Empty(steps);
        Assert.Equal(["letter.txt"], TemporaryFolder.Contents(Folder).Keys);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_with_the_name_of_the_folder_is_refused()
    {
        File.WriteAllText(Folder, "Dear");
        Assert.Throws<ModelException>(() => Write(Manifest()));
        Assert.Equal("Dear", File.ReadAllText(Folder));
    }

    [Fact]
    public void Empty_and_missing_folders_are_accepted()
    {
        Directory.CreateDirectory(Folder);
        Write(Manifest());
        Assert.Equal(Labels, ModelBundle.Read(Folder).Manifest.Labels);
        ModelWriter.Write(
            _folder.Of("new", "topic", "3") + Path.DirectorySeparatorChar,
            Small.Context,
            Small.Model,
            Small.View,
            Featurizer,
            Manifest(),
            _ => ""
        );
        Assert.Equal(Labels, ModelBundle.Read(_folder.Of("new", "topic", "3")).Manifest.Labels);
    }

    private void AssertUntouched(Action action)
    {
        Write(Manifest());
        var before = TemporaryFolder.Contents(_folder.Path);
        Assert.ThrowsAny<Exception>(action);
        Assert.Equal(before, TemporaryFolder.Contents(_folder.Path));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_folder.Path));
    }

    private void Write(ModelManifest manifest) =>
        ModelWriter.Write(Folder, Small.Context, Small.Model, Small.View, Featurizer, manifest, ModelCard.Write);

    private static ModelManifest Manifest() =>
        new()
        {
            Task = ModelBundle.TopicTask,
            Version = "1",
            Sha256 = "",
            Labels = Labels,
            Features = Featurizer.Settings,
            Calibration = new ModelCalibration(1, 0),
            Probes = [],
            Metrics = new Dictionary<string, double>(),
            TrainingFiles = [],
            Seed = 1,
            Trainer = "a test",
            MicrosoftMLVersion = "",
        };

    private sealed class Steps(List<string> steps) : IProgress<string>
    {
        public void Report(string value) => steps.Add(value);
    }
}
