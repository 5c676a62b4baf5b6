namespace Classifier.Training.Data.Checking;

/// <summary>What a check of labeled headlines found.</summary>
/// <param name="Files">The files.</param>
/// <param name="Findings">What was found, the gravest first.</param>
/// <param name="Labels">The labels of each task that the files have labels for.</param>
/// <param name="Shortcuts">Trivial properties that tell a label, strongest first in each part of the data.</param>
public sealed record DataReport(
    IReadOnlyList<CheckedFile> Files,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<LabelTable> Labels,
    IReadOnlyList<Shortcut> Shortcuts
)
{
    /// <summary>The gravest finding's severity; a note when nothing was found.</summary>
    public Severity Worst => Findings.Select(finding => finding.Severity).DefaultIfEmpty(Severity.Note).Max();
}

/// <summary>A file that was checked.</summary>
/// <param name="Path">The file.</param>
/// <param name="Usable">How many of its rows have a text and a label, and can be read.</param>
/// <param name="LeftOut">How many have not, or can not.</param>
/// <param name="Test">How many of the usable ones are to measure with.</param>
public sealed record CheckedFile(string Path, int Usable, int LeftOut, int Test);
