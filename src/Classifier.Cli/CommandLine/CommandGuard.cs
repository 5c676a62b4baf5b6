using Classifier.Feedback;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Cli.CommandLine;

/// <summary>Turns what is wrong with data and models into one line on standard error and an exit code.</summary>
internal static class CommandGuard
{
    private const int Failed = 1;

    /// <summary>Does what a command is for.</summary>
    /// <returns>The exit code: 0, or 1 when it could not be done.</returns>
    public static int Run(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception e)
            when (e
                    is TrainingDataException
                        or FeedbackException
                        or ModelException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine($"classifier: {e.Message}");
            return Failed;
        }
    }
}
