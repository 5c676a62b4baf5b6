using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Updating;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Updating;

public sealed class UpdateEvaluationTests(TrainedModels models) : IDisposable
{
    private static readonly string[] Places =
    [
        "harbor",
        "village",
        "hospital",
        "museum",
        "prison",
        "school",
        "market",
        "island",
        "stadium",
        "library",
        "factory",
        "valley",
        "palace",
        "station",
        "monastery",
    ];

    private static readonly string[] Acts =
    [
        "visits",
        "blesses",
        "praises",
        "leaves",
        "mentions",
        "enters",
        "admires",
        "names",
        "describes",
        "reopens",
        "remembers",
        "thanks",
        "greets",
        "crosses",
        "photographs",
        "sketches",
        "honors",
        "tours",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rules_are_learned_and_unlabeled_headlines_that_are_measured_are_left_out()
    {
        var gold = OwnHeadlines.Test.Take(40).ToList();
        var report = Evaluate(
            string.Concat(
                Places.SelectMany(place =>
                    Acts.Select(act =>
                        $"Pope {act} a {place} near Rome\trel\nGlobal warming {act} a {place} near Rome\tenv\n"
                    )
                )
            ),
            gold,
            [
                .. OwnHeadlines.All.Where(row => !row.IsTest).Take(50).Select(row => row.Text),
                gold[0].Text.ToUpperInvariant(),
            ]
        );
        Assert.Equal((50, 1, 40), (report.Unlabeled, report.Overlapping, report.GoldHeadlines));
        // The existing model may answer some of the 270 headlines by the rule already.
        Assert.InRange(report.Corrections.Corrections, 50, 70);
        Assert.Equal(200, report.Corrections.Unseen);
        Assert.Equal(report.Corrections.Corrections, report.Corrections.Learned);
        Assert.True(report.Corrections.UnseenRight > 0.8, $"{report.Corrections.UnseenRight}");
        Assert.Equal([10, 30, 100], report.Curve.Take(3).Select(result => result.Corrections));
        Assert.Equal(130, report.AddedTopic!.Rows);
        Assert.True(report.AddedTopic.F1 > 0.8, $"{report.AddedTopic.F1}");
    }

    [Fact]
    public void Too_few_headlines_of_a_rule_are_an_error() =>
        Assert.Contains(
            "1 headline of --data contradicts the model by the rule “religion is filed under society”; more than 200",
            Assert
                .Throws<TrainingDataException>(() =>
                    Evaluate("Pope visits a village near Rome\trel\n", OwnHeadlines.Test, [])
                )
                .Message,
            StringComparison.Ordinal
        );

    private UpdateReport Evaluate(string rows, IEnumerable<LabeledHeadline> gold, IReadOnlyList<string> unlabeled) =>
        new UpdateEvaluation(
            models.FolderOf(ModelBundle.TopicTask),
            [_folder.Write("data.tsv", $"text\ttopic\n{rows}")],
            [
                _folder.Write(
                    "gold.tsv",
                    "text\ttopic\n" + string.Concat(gold.Select(row => $"{row.Text}\t{row.Topic}\n"))
                ),
            ],
            unlabeled
        ).Run(ModelBundle.TopicTask, new Progress<string>());
}
