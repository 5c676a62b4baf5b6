using System.Globalization;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the time and memory of training on generated headlines.</summary>
internal static class TrainingReport
{
    /// <summary>Trains a topic and a clickbait model with the word vectors of the served models, and prints a table.</summary>
    /// <param name="headlines">The number of headlines, of which at most a fifth is held out.</param>
    public static void Print(int headlines)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-training-").FullName;
        try
        {
            var data = Path.Combine(folder, "made.tsv");
            SyntheticHeadlines.Write(data, headlines);
            var table = "| model | headlines | seconds | peak memory, GB |\n|---|---|---|---|\n";
            foreach (var task in new[] { "topic", "clickbait" })
            {
                var (seconds, megabytes) = MeasuredCommand.Run(
                    "train",
                    task,
                    "--data",
                    data,
                    "--output",
                    Path.Combine(folder, task, "1")
                );
                table += string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {task} | {headlines:N0} | {seconds:0} | {megabytes / 1000:0.0} |\n"
                );
            }

            Console.Write(table);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
