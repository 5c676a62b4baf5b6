namespace Classifier.Cli.CommandLine;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    /// <summary>The command completed.</summary>
    public const int Success = 0;

    /// <summary>The command did not run or did not complete: wrong usage, a missing or broken file, no model.</summary>
    public const int Failure = 1;

    /// <summary>The command completed, but some rows or pages have an error instead of a result.</summary>
    public const int PartialFailure = 2;

    /// <summary>The command completed and its check failed: a new model is worse, a model is broken, a page has more clickbait than
    /// allowed.</summary>
    public const int CheckFailed = 3;

    /// <summary>The user stopped the command: 128 + SIGINT, the convention of shells.</summary>
    public const int Interrupted = 130;

    /// <summary>The section of <c>--help</c> that lists the codes.</summary>
    public const string Help = """
        Exit codes:
          0  success
          1  failure: wrong usage, a missing or broken file, no model
          2  completed, but some rows or pages could not be read or classified; each has its own error
          3  completed, but a check failed (for example --fail-on-bait, compare, models verify)
        """;
}
