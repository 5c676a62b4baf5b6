namespace Classifier.Training.Data.Checking;

/// <summary>Represents the results of checking labeled headlines.</summary>
/// <param name="Files">The files.</param>
/// <param name="Findings">The findings, most severe first.</param>
/// <param name="Labels">The label counts of each task that the files have labels for.</param>
/// <param name="Shortcuts">Trivial properties that predict a label, strongest first within each part of the data.</param>
public sealed record DataReport(
    IReadOnlyList<CheckedFile> Files,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<LabelTable> Labels,
    IReadOnlyList<Shortcut> Shortcuts
)
{
    /// <summary>Gets the highest severity of all findings; <see cref="Severity.Note"/> if there are none.</summary>
    public Severity Worst => Findings.Select(finding => finding.Severity).DefaultIfEmpty(Severity.Note).Max();
}

/// <summary>Represents a file that was checked.</summary>
/// <param name="Path">The file.</param>
/// <param name="Usable">The number of rows that can be read and have a text and a label.</param>
/// <param name="LeftOut">The number of other rows.</param>
/// <param name="Test">The number of usable rows that belong to the test set.</param>
public sealed record CheckedFile(string Path, int Usable, int LeftOut, int Test);
