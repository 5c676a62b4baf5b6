using Classifier.Training;
using Classifier.Training.Data;

namespace Classifier.Cli.CommandLine;

/// <summary>Writes the first invalid rows of an import to standard error and counts them all.</summary>
/// <param name="console">The console of the command.</param>
internal sealed class DefectLog(CommandConsole console)
{
    private const int MaxShown = 20;

    private int _count;

    /// <summary>Records an invalid row.</summary>
    public void Add(string path, RowDefect defect)
    {
        if (_count++ < MaxShown)
        {
            console.WriteError(defect.ToMessage(path));
        }
    }

    /// <summary>Writes the number of invalid rows, if there are any.</summary>
    /// <returns>The exit code of the import.</returns>
    public int WriteSummary()
    {
        if (_count == 0)
        {
            return ExitCode.Success;
        }

        console.WriteError(
            $"{Plural.Format(_count, "invalid row")} skipped{(_count > MaxShown ? $"; the first {MaxShown} are shown" : "")}"
        );
        return ExitCode.PartialFailure;
    }
}
