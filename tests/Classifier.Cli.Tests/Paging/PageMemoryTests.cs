using System.Globalization;
using System.Text;
using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Cli.Reports;
using Classifier.Cli.Sources;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Paging;

/// <summary>Measures the memory of the stages of <c>classifier page</c> with real models. No other tests run at the same time,
/// because they share the heap.</summary>
[CollectionDefinition(nameof(PageMemoryTests), DisableParallelization = true)]
[Collection(nameof(PageMemoryTests))]
public sealed class PageMemoryTests(PageMemoryTests.ScoredPages scored)
    : IClassFixture<PageMemoryTests.ScoredPages>,
        IDisposable
{
    /// <summary>The pages before the first measurement, which fill caches and pools.</summary>
    private const int Few = 2_000;
    private const int Interval = 1_000;
    private const int Many = 5_000;
    private const int DistinctHeadlines = 1_000;

    /// <summary>The growth allowed in an interval. Retained pages would take more than 15 MB with their reasons.</summary>
    private const long Slack = 5_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_pages_that_are_scored() =>
        Assert.True(scored.Growth < Slack, $"scoring {Interval} more pages took {scored.Growth:N0} bytes");

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.parquet")]
    [InlineData("pages.jsonl")]
    [InlineData("report.html")]
    public void Memory_does_not_grow_with_the_number_of_pages_that_are_written(string output)
    {
        var writing = new Memory();
        var written = 0;
        using (var writer = Open(_folder.Of(output)))
        {
            foreach (var page in scored.Read())
            {
                writer.Write(page);
                writing.Sample(++written);
            }

            writer.Finish();
        }

        Assert.Equal(Many, written);
        Assert.True(writing.Growth < Slack, $"writing {Interval} more pages took {writing.Growth:N0} bytes");
    }

    private static IEnumerable<SourcePage> Pages()
    {
        for (var i = 0; i < Many; i++)
        {
            // Limits the number of distinct headlines, because the report counts repetitions of each.
            var html = PageCommandTests.Html.Replace(
                "Council votes",
                string.Create(CultureInfo.InvariantCulture, $"Council {i % DistinctHeadlines} votes"),
                StringComparison.Ordinal
            );
            yield return SourcePage.Of($"https://coast.example/{i}", new PageBytes(Encoding.UTF8.GetBytes(html)));
        }
    }

    private static IPageWriter Open(string output) =>
        Path.GetExtension(output) switch
        {
            ".csv" => new CsvPageWriter(OutputFile.Create(output), reasons: true, stories: false),
            ".parquet" => new ParquetPageWriter(output, reasons: true, stories: false),
            ".html" => new HtmlPageWriter(OutputFile.Create(output)),
            _ => new JsonPageWriter(OutputFile.Create(output), reasons: true),
        };

    /// <summary>Provides a journal of many scored pages, and the memory that scoring them took.</summary>
    public sealed class ScoredPages : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private PageJournal? _journal;

        internal long Growth { get; private set; }

        public async ValueTask InitializeAsync()
        {
            using var scorer = new LocalScorer(
                ScoringModels.Load(ModelStore.FindRoot(Path.Combine(Repository.Root, "models")), accurate: false)
            );
            var journal = PageJournal.Open(_folder.Of("journal"), "test", reasons: true, resume: false);
            _journal = journal;
            var scoring = new Memory();
            await new PageRun(new PageScorer(scorer, ClassifyOptions.Default with { Explain = true })).RunAsync(
                Pages(),
                page =>
                {
                    journal.Append(page);
                    scoring.Sample(journal.Pages);
                },
                TestContext.Current.CancellationToken
            );
            Growth = scoring.Growth;
        }

        public ValueTask DisposeAsync()
        {
            _journal?.Dispose();
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }

        internal IEnumerable<ScoredPage> Read() => _journal!.Read();
    }

    /// <summary>Measures the smallest growth of the heap in an interval. Retained pages add to each interval, but a cache or a pool that
    /// grows adds to one of them.</summary>
    private sealed class Memory
    {
        private long? _last;

        public long Growth { get; private set; } = long.MaxValue;

        public void Sample(long pages)
        {
            if (pages < Few || pages % Interval > 0)
            {
                return;
            }

            var used = GC.GetTotalMemory(forceFullCollection: true);
            Growth = _last is { } last ? Math.Min(Growth, used - last) : Growth;
            _last = used;
        }
    }
}
