namespace Classifier.Cli.CommandLine;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>Nothing was done: wrong usage, a missing file, no model.</summary>
    public const int Failure = 1;

    /// <summary>All was read and written, but some rows or pages have an error in place of a classification.</summary>
    public const int PartialFailure = 2;

    /// <summary>All was done, and the answer to what was asked is no: a new model is worse, a model is broken, a page has more bait than allowed.</summary>
    public const int CheckFailed = 3;

    /// <summary>The user stopped the program (128 + SIGINT, as shells have it).</summary>
    public const int Interrupted = 130;

    /// <summary>What <c>--help</c> says of the codes.</summary>
    public const string Help = """
        Exit codes:
          0  all was done
          1  nothing was done: wrong usage, a missing or broken file, no model
          2  done, but for rows or pages that could not be classified; each has an error of its own
          3  done, but what was to be checked does not hold (such as --fail-on-bait)
        """;
}
