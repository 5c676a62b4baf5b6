using System.Text.RegularExpressions;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Cli.Sources;
using Classifier.Cli.Web;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Data.Checking;
using Classifier.Training.Data.Importing;
using Classifier.Training.Evaluation.Pairs;
using Xunit;

namespace Classifier.Cli.Tests.Fuzzing;

/// <summary>Reads broken files in every way that commands do. The only exceptions are those with a message for the user, which
/// <see cref="CommandLineHost"/> prints.</summary>
public sealed partial class InputFuzzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Broken_files_are_described_to_the_user() =>
        FuzzRun.RunAsync(
            "files",
            seed =>
            {
                Read(seed);
                return Task.FromResult("read or described");
            }
        );

    private void Read(int seed)
    {
        var path = FuzzFile.Write(seed, _folder.WriteRaw);
        Read(
            seed,
            "labeled headlines",
            () =>
                LabeledInput
                    .Open([path], LabeledInputOptions.Default)
                    .SelectMany(input => LabeledFile.ReadValidRows(input, null, defect => Check(seed, defect.Problem)))
        );
        Read(seed, "data check", () => DataCheck.Run([path], [], null, new Silent()).Report.Findings);
        Read(
            seed,
            "unlabeled headlines",
            () => UnlabeledHeadlines.Read([.. LabeledInput.Open([path], LabeledInputOptions.Default)])
        );
        Read(seed, "labels map", () => new[] { LabelMap.Read(path) });
        Read(seed, "pairs", () => MinimalPairs.Read(path));
        Read(seed, "vectors", () => new[] { VectorsFile.Read(path) });
        Read(seed, "feedback", () => FeedbackLines.Read(path, defect => Check(seed, defect.Problem)));
        foreach (var (name, format) in Import.Formats)
        {
            Read(seed, name, () => format.Read(path, defect => Check(seed, defect.Problem)));
        }

        Read(
            seed,
            "headlines",
            () =>
            {
                using var source = HeadlineSource.Open(
                    path,
                    new HeadlineInputOptions(null, new HeadlineColumn(null)),
                    null,
                    new CommandConsole()
                );
                var rows = source.Rows.ToList();
                rows.ForEach(row => Check(seed, row.Error ?? ""));
                return rows;
            }
        );
        Read(
            seed,
            "pages",
            () =>
            {
                using var source = PageSource.Open(
                    [path],
                    [],
                    null,
                    null,
                    [],
                    new WebLimits(TimeSpan.Zero, TimeSpan.Zero, false, null),
                    null,
                    new CommandConsole()
                );
                return source.Pages().ToList();
            }
        );
        File.Delete(path);
    }

    private static void Read<T>(int seed, string target, Func<IEnumerable<T>> read)
    {
        try
        {
            foreach (var _ in read()) { }
        }
        catch (Exception exception)
            when (exception is TrainingDataException or CommandException or InvalidDataException or IOException)
        {
            Check(seed, exception.Message);
        }
        catch (Exception exception)
        {
            Assert.Fail($"Seed {seed}, {target}: {exception}");
        }
    }

    /// <summary>Fails if a message contains the name of a .NET type.</summary>
    private static void Check(int seed, string message)
    {
        if (TypeName.IsMatch(message))
        {
            Assert.Fail($"Seed {seed}: {message}");
        }
    }

    [GeneratedRegex(@"System\.|Exception|Nullable|Int32|Utf8Json|Sequence contains")]
    private static partial Regex TypeName { get; }
}
