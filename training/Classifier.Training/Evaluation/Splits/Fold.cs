using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>What one model may learn from, and what it is then measured on.</summary>
/// <param name="Name">The fold's name, good for a file name.</param>
/// <param name="Learning">What may be learned from.</param>
/// <param name="Test">What is measured on. No headline of it, nor another with its words, is in <paramref name="Learning"/>.</param>
public sealed record Fold(string Name, TrainingSet Learning, IReadOnlyList<LabeledHeadline> Test)
{
    /// <summary>Whether unlabeled titles are closed to learning as well, because nobody knows from what source or day they are.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What a recipe may learn from that has unlabeled titles at hand.</summary>
    /// <param name="titles">The titles.</param>
    public TrainingSet LearningBeside(IEnumerable<string> titles)
    {
        if (!IsClosed)
        {
            return Learning;
        }

        var workspace = new TokenizedHeadline();
        var open = Learning.Headlines.Select(row => row.Story).ToHashSet();
        return Learning with
        {
            ExcludedStories = Learning
                .ExcludedStories.Concat(
                    titles.Select(title => HeadlineKey.Compute(title, workspace)).Where(story => !open.Contains(story))
                )
                .ToHashSet(),
        };
    }
}
