using System.Globalization;

namespace Classifier.Benchmarks.Reports;

/// <summary>How long training takes and how much memory, on headlines made for it.</summary>
internal static class TrainingReport
{
    /// <summary>Trains a topic and a clickbait model, with the word vectors of the models that serve, and prints a table.</summary>
    /// <param name="headlines">On how many headlines; a fifth of them or less is held out.</param>
    public static void Print(int headlines)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-training-").FullName;
        try
        {
            var data = Path.Combine(folder, "made.tsv");
            MadeHeadlines.Write(data, headlines);
            var table = "| model | headlines | seconds | most memory, GB |\n|---|---|---|---|\n";
            foreach (var task in new[] { "topic", "clickbait" })
            {
                var (seconds, megabytes) = MeasuredProgram.Run(
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
