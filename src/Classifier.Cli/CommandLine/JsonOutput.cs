using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.CommandLine;

/// <summary>Writes the answer of a command with <c>--json</c>.</summary>
internal static class JsonOutput
{
    /// <summary>Writes a value to standard output as indented JSON with camel-case names.</summary>
    public static void Write<T>(T value) => Console.WriteLine(ReportJson.Write(value));
}
