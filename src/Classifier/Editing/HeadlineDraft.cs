using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Editing;

/// <summary>Represents a headline whose words are to be changed. Every change is verified by scoring the changed headline.</summary>
internal sealed class HeadlineDraft
{
    /// <summary>The maximum number of edits that are scored, so that the time is bounded for hostile headlines.</summary>
    private const int MaxVerified = 24;

    /// <summary>The minimum fall of the logit that makes a change worthwhile.</summary>
    private const float MinFall = 0.05f;

    private readonly HeadlineClassifier _classifier;
    private readonly string _headline;
    private readonly ClickbaitBand _band;
    private readonly float _logit;

    /// <summary>Scores a headline.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="headline">The headline.</param>
    /// <param name="band">The band to leave.</param>
    public HeadlineDraft(HeadlineClassifier classifier, string headline, ClickbaitBand band)
    {
        (_classifier, _headline, _band) = (classifier, headline, band);
        _logit = ModelCalibration.ToLogit(classifier.ScoreClickbait(headline).Score);
    }

    /// <summary>Finds the edits that lower the score, best first.</summary>
    public IEnumerable<WordChange> FindEdits()
    {
        var words = new EditableHeadline(_headline);
        var edits = EditFinder.Find(words, _headline);
        if (edits.Count == 0)
        {
            return [];
        }

        var parts = _classifier.GetClickbaitParts(_headline);
        return edits
            .Select(edit => (Edit: edit, Contribution: Sum(words, parts, edit)))
            .OrderByDescending(edit => edit.Contribution)
            .Take(MaxVerified)
            .Select(edit =>
                Verify(
                    edit.Edit.Replacement.Length > 0 ? ChangeKind.Replace : ChangeKind.Remove,
                    edit.Edit,
                    edit.Contribution
                )
            )
            .OfType<WordChange>()
            .OrderBy(change => change.LogitChange)
            .DistinctBy(change => change.Result);
    }

    /// <summary>Leaves out the words of a reason. Returns null if that does not lower the score.</summary>
    public WordChange? LeaveOut(Reason reason) =>
        Verify(ChangeKind.Reword, new HeadlineEdit(reason.Start, reason.End, ""), reason.Contribution);

    private static float Sum(EditableHeadline words, float[] parts, HeadlineEdit edit)
    {
        var sum = 0f;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words.Token(i);
            sum += word.OriginStart >= edit.Start && word.OriginEnd <= edit.End ? parts[i] : 0;
        }

        return sum;
    }

    private WordChange? Verify(ChangeKind kind, HeadlineEdit edit, float contribution)
    {
        var result = edit.Apply(_headline);
        var error = HeadlineValidator.Validate(result, int.MaxValue, out _);
        var isEmpty = error == HeadlineError.Empty || !result.Any(char.IsLetterOrDigit);
        var score = isEmpty ? default : _classifier.ScoreClickbait(result);
        var change = isEmpty ? -_logit : ModelCalibration.ToLogit(score.Score) - _logit;
        // A part of a surrogate pair can be a word of its own; without it, the rest is no text.
        return error == HeadlineError.InvalidText || (!isEmpty && change > -MinFall)
            ? null
            : new WordChange(
                kind,
                _headline[edit.Start..edit.End],
                edit.Start,
                edit.End,
                edit.Replacement,
                contribution,
                isEmpty ? "" : result,
                change,
                score,
                isEmpty ? ChangeEffect.NothingLeft
                    : score.Band < _band ? ChangeEffect.LeavesBand
                    : ChangeEffect.SameBand
            );
    }
}
