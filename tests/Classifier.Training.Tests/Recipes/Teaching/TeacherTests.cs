using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Teaching;

/// <summary>Tests distillation with encodings that simply represent the labels.</summary>
public sealed class TeacherTests(TrainedModels models) : IDisposable
{
    private const int Titles = 120;

    private static readonly string[] Topics =
    [
        .. OwnHeadlines.All.Select(headline => headline.Topic!).Distinct().Order(StringComparer.Ordinal),
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_distilled_model_learns_words_that_occur_only_in_unlabeled_titles()
    {
        var encodings = Encode(
            Topics.Length,
            headline => Array.IndexOf(Topics, headline.Topic),
            Array.IndexOf(Topics, "medtop:15000000")
        );
        Assert.NotEqual("medtop:15000000", BestTopic(models.Topic));
        Assert.Equal("medtop:15000000", BestTopic(Fit(ModelBundle.TopicTask, encodings)));

        static string BestTopic(ModelBundle bundle)
        {
            var scores = bundle.Predict(["Zorblat quimbers quibbling"])[0];
            return bundle.Manifest.Labels[scores.IndexOf(scores.Max())];
        }
    }

    [Fact]
    public void Encodings_that_cover_no_labeled_headline_are_rejected()
    {
        var path = _folder.Of("other.bin");
        using (var writer = new EncodingsWriter(path, 2))
        {
            writer.Write("Zorblat quimbers", [1, 0]);
        }

        Assert.Contains(
            "has an encoding",
            Assert.Throws<TrainingDataException>(() => Fit(ModelBundle.TopicTask, Encodings.Read(path))).Message
        );
    }

    public void Dispose() => _folder.Dispose();

    private static ModelBundle Fit(string task, Encodings? encodings)
    {
        var recipe = new Recipe(task, null, 1) { Encodings = encodings };
        return recipe.Fit(TrainingSet.Read([OwnHeadlines.Path], recipe.IsUsable), new Silent()).ToBundle();
    }

    private Encodings Encode(int size, Func<LabeledHeadline, int> place, int placeOfTitles)
    {
        var path = _folder.Of("encodings.bin");
        using (var writer = new EncodingsWriter(path, size))
        {
            foreach (var headline in OwnHeadlines.All)
            {
                writer.Write(headline.Text, OneHot(place(headline)));
            }

            for (var i = 0; i < Titles; i++)
            {
                writer.Write(
                    $"Zorblat quimbers number{(char)('a' + (i % 26))}{(char)('a' + (i / 26))} quibbling",
                    OneHot(placeOfTitles)
                );
            }
        }

        return Encodings.Read(path);

        float[] OneHot(int at)
        {
            var numbers = new float[size];
            numbers[at] = 1;
            return numbers;
        }
    }
}
