using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Teaching;

/// <summary>Tests distillation with answers that simply represent the labels.</summary>
public sealed class TeacherTests(TrainedModels models) : IDisposable
{
    private const int Titles = 120;
    private const string Sport = "medtop:15000000";

    private static readonly string[] Topics =
    [
        .. OwnHeadlines.All.Select(headline => headline.Topic!).Distinct().Order(StringComparer.Ordinal),
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_distilled_model_learns_words_that_occur_only_in_unlabeled_titles()
    {
        Assert.NotEqual(Sport, BestTopic(models.Topic));
        Assert.Equal(Sport, BestTopic(Fit(Answer(Topics))));

        static string BestTopic(ModelBundle bundle)
        {
            var scores = bundle.Predict(["Zorblat quimbers quibbling"])[0];
            return bundle.Manifest.Labels[scores.IndexOf(scores.Max())];
        }
    }

    [Fact]
    public void A_distilled_model_learns_to_be_unsure_of_headlines_without_a_topic()
    {
        // The titles of sport end with the same word, so that without the rows it would be a sign of sport.
        const string Contentless = "Quibbling";
        Assert.True(Best(Fit(Answer(Topics))) > 2 * Best(Fit(Answer(Topics), Enumerable.Repeat(Contentless, 30))));

        static float Best(ModelBundle bundle) => bundle.Predict([Contentless])[0].Max();
    }

    [Fact]
    public void Answers_for_other_labels_are_rejected()
    {
        Assert.Contains(
            "The answers are for the labels",
            Assert.Throws<TrainingDataException>(() => Fit(Answer([.. Topics, "other"]))).Message
        );
    }

    public void Dispose() => _folder.Dispose();

    private static ModelBundle Fit(TeacherAnswers answers, IEnumerable<string>? withoutTopic = null)
    {
        var recipe = new Recipe(ModelBundle.TopicTask, null, 1) { Answers = answers };
        var set = TrainingSet.Read([OwnHeadlines.Path], recipe.IsUsable);
        return recipe.Fit(set with { WithoutTopic = [.. withoutTopic ?? []] }, new Silent()).ToBundle();
    }

    private TeacherAnswers Answer(string[] labels)
    {
        var path = _folder.Of("answers.bin");
        using (var writer = new TeacherAnswersWriter(path, labels))
        {
            foreach (var headline in OwnHeadlines.All)
            {
                writer.Write(headline.Text, OneHot(headline.Topic!), [0, 0, 0]);
            }

            for (var i = 0; i < Titles; i++)
            {
                writer.Write(
                    $"Zorblat quimbers number{(char)('a' + (i % 26))}{(char)('a' + (i / 26))} quibbling",
                    OneHot(Sport),
                    [0, 0, 0]
                );
            }
        }

        return TeacherAnswers.Read(path);

        float[] OneHot(string topic) => [.. labels.Select(label => label == topic ? 1f : 0f)];
    }
}
