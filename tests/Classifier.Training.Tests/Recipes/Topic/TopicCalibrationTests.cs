using Classifier.Models;
using Classifier.Training.Recipes.Topic;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Topic;

public class TopicCalibrationTests
{
    [Fact]
    public void A_temperature_flattens_or_sharpens_probabilities_and_preserves_their_order()
    {
        float[] row = [-2, -1, 1];
        float[] Shares(double scale) =>
            [
                .. row.Select(z =>
                    (float)(1 / (1 + Math.Exp(-z * scale)) / row.Sum(other => 1 / (1 + Math.Exp(-other * scale))))
                ),
            ];
        Assert.Equal(Shares(1), TopicCalibration.Apply(row, 1), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(Shares(2), TopicCalibration.Apply(row, 0.5), (a, b) => Math.Abs(a - b) < 1e-6);
        var flat = TopicCalibration.Apply(row, 5);
        Assert.True(flat[0] < flat[1] && flat[1] < flat[2] && flat[2] < 0.5);
    }

    [Fact]
    public void Log_loss_matches_a_manual_computation() =>
        Assert.Equal(
            (Math.Log(2) + Math.Log(4)) / 2,
            TopicCalibration.ComputeLogLoss(
                [
                    [0.5f, 0.5f],
                    [0.25f, 0.75f],
                ],
                [1, 0]
            ),
            1e-6
        );

    [Fact]
    public void Overconfident_probabilities_are_flattened()
    {
        // A score of .99 with an accuracy of .75: calibrated when log(99) / T = log(3).
        var rows = Enumerable.Repeat(new[] { MathF.Log(99), -MathF.Log(99) }, 100).ToList();
        var right = Enumerable.Range(0, 100).Select(i => i % 4 == 0 ? 1 : 0).ToList();
        Assert.Equal(Math.Log(99) / Math.Log(3), TopicCalibration.FitTemperature(rows, right), 0.15);
        Assert.Equal(1, TopicCalibration.FitTemperature([], []));
    }

    [Fact]
    public void The_confidence_in_any_topic_counts_second_topics_as_correct()
    {
        // Scores of .6 name the main topic in two of four cases and a second one in one more; scores of .9 are always right but
        // once in ten.
        var rows = Enumerable.Range(0, 80).Select(i => new[] { i < 40 ? 0.6f : 0.9f, 0 }).ToList();
        var right = Enumerable.Range(0, 80).Select(i => i < 40 ? i % 4 / 2 : (i % 10 == 0 ? 1 : 0)).ToList();
        var second = Enumerable.Range(0, 80).Select(i => i < 40 && i % 4 == 2 ? 0 : -1).ToList();

        var map = TopicCalibration.FitAnyTopic(rows, right, second)!;

        Assert.Equal(0.75f, map.Apply(ModelCalibration.ToLogit(0.6f)), 0.01f);
        Assert.Equal(0.9f, map.Apply(ModelCalibration.ToLogit(0.9f)), 0.01f);
        Assert.Null(
            TopicCalibration.FitAnyTopic(
                [
                    [0.6f, 0.4f],
                ],
                [0],
                [-1]
            )
        );
    }

    [Fact]
    public void The_minimum_score_is_where_two_fifths_of_the_answers_are_correct()
    {
        // Thirty answers each with scores of about .12 (one third correct), .27 (half), and .8 (all).
        var rows = Enumerable
            .Range(0, 90)
            .Select(i =>
                i / 30 == 0 ? 0.12f
                : i / 30 == 1 ? 0.27f
                : 0.8f
            )
            .Select(score => new[] { score, 0 })
            .ToList();
        var right = Enumerable
            .Range(0, 90)
            .Select(i =>
                i / 30 == 0 ? Math.Sign(i % 3)
                : i / 30 == 1 ? i % 2
                : 0
            )
            .ToList();
        var none = Enumerable.Repeat(-1, 90).ToList();
        Assert.Equal(0.25, TopicCalibration.FindMinScore(rows, right, none), 1e-9);
        Assert.InRange(TopicCalibration.FindMinScore([], [], []), 0.05, 0.5);
    }

    [Fact]
    public void A_second_acceptable_topic_counts_toward_the_minimum_score()
    {
        var rows = Enumerable.Repeat(new[] { 0.12f, 0 }, 30).ToList();
        Assert.Equal(
            0.1,
            TopicCalibration.FindMinScore(rows, [.. Enumerable.Repeat(1, 30)], [.. Enumerable.Repeat(0, 30)]),
            1e-9
        );
    }
}
