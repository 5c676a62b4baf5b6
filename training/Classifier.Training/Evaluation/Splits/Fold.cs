using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Represents the training and test headlines of one fold.</summary>
/// <param name="Name">The name of the fold; a valid file name.</param>
/// <param name="Train">The training headlines.</param>
/// <param name="Test">The test headlines. <paramref name="Train"/> contains no headline with the same words.</param>
public sealed record Fold(string Name, TrainingSet Train, IReadOnlyList<LabeledHeadline> Test)
{
    /// <summary>Gets a value indicating whether unlabeled titles must not be used for training, because their source and date are
    /// unknown.</summary>
    public bool ExcludesUnlabeledTitles { get; init; }

    /// <summary>Returns the training set for a recipe that uses unlabeled titles. If <see cref="ExcludesUnlabeledTitles"/> is true,
    /// the titles are excluded from training unless they are labeled training headlines.</summary>
    /// <param name="titles">The unlabeled titles.</param>
    public TrainingSet GetTrainingSet(IEnumerable<string> titles)
    {
        if (!ExcludesUnlabeledTitles)
        {
            return Train;
        }

        var workspace = new TokenizedHeadline();
        var trainingStories = Train.Headlines.Select(row => row.Story).ToHashSet();
        return Train with
        {
            ExcludedStories = Train
                .ExcludedStories.Concat(
                    titles
                        .Select(title => HeadlineKey.Compute(title, workspace))
                        .Where(story => !trainingStories.Contains(story))
                )
                .ToHashSet(),
        };
    }
}
