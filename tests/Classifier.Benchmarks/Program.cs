using System.Globalization;
using BenchmarkDotNet.Running;
using Classifier.Benchmarks;
using Classifier.Benchmarks.Hostile;
using Classifier.Benchmarks.Live;
using Classifier.Benchmarks.Reports;
using Classifier.Benchmarks.Rpc;
using Classifier.Benchmarks.Work;

// dotnet run -c Release -- report [FILE [LABELED]]        measures everything and updates docs/PERFORMANCE.md;
//                                                        FILE has one headline per line
// dotnet run -c Release -- section NAME [FILE [LABELED]]  measures and prints one section: library, fasttext, precision,
//                                                        rpc, operation, settings, start or program
// dotnet run -c Release -- file FILE                      measures scoring a file on one thread; see fasttext.sh
// dotnet run -c Release -- training ROWS                  measures training on ROWS generated headlines
// dotnet run -c Release -- serve-mlnet                    serves ML.NET's PredictionEngine with the same API
// dotnet run -c Release -- pages N [KB]                   prints N generated pages as JSON Lines for classifier page
// dotnet run -c Release -- live NAME                      shows what a change of models costs callers: reloads, canary,
//                                                        shutdown or kills; see docs/RELIABILITY.md
// dotnet run -c Release -- starts MODELS PROGRAM...       compares the starts of builds of the server, which serve MODELS
// dotnet run -c Release -- hostile NAME [SECONDS]         shows what hostile callers cost others: pages, flood or soak; see
//                                                        docs/RELIABILITY.md
// dotnet run -c Release -- work NAME [ENGINE [HEADLINES [KILLS]]]
//                                                        shows what workers do on Redis (engine 0), Kafka (1), and Kafka with
//                                                        transactions (2): kills, joins, poison, blocked, or rates; see docs/BULK.md
// dotnet run -c Release -- --filter '*'                   runs the BenchmarkDotNet benchmarks
switch (args.FirstOrDefault())
{
    case "report":
        await PerformanceReport.WriteAsync(Headlines.Read(args.ElementAtOrDefault(1)), args.ElementAtOrDefault(2));
        break;
    case "section":
        var section = PerformanceReport.Sections.Single(section => section.Name == args[1]);
        Console.Write(await section.Measure(Headlines.Read(args.ElementAtOrDefault(2)), args.ElementAtOrDefault(3)));
        break;
    case "file":
        FileScoring.Run(args[1]);
        break;
    case "training":
        TrainingReport.Print(int.Parse(args[1], CultureInfo.InvariantCulture));
        break;
    case "serve-mlnet":
        await PredictionEngineHost.RunAsync();
        break;
    case "pages":
        InventedPage.WriteLines(
            int.Parse(args[1], CultureInfo.InvariantCulture),
            args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : InventedPage.TypicalKilobytes
        );
        break;
    case "live":
        Console.Write(
            args[1] switch
            {
                "reloads" => await ReloadRun.MeasureAsync(),
                "canary" => await CanaryRun.MeasureAsync(),
                "shutdown" => await ShutdownRun.MeasureAsync(),
                "kills" => await KillRun.MeasureAsync(),
                var name => throw new ArgumentException($"There is no run {name}."),
            }
        );
        break;
    case "starts":
        Console.Write(await StartRun.MeasureAsync(args[2..], args[1]));
        break;
    case "hostile" when args[1] == "flood-callers":
        await FloodRun.FloodAsync(new Uri(args[2]), args[3]);
        break;
    case "hostile":
        var seconds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 600;
        Console.Write(
            args[1] switch
            {
                "pages" => await HostilePageRun.MeasureAsync(),
                "flood" => await FloodRun.MeasureAsync(),
                "soak" => await SoakRun.MeasureAsync(TimeSpan.FromSeconds(seconds)),
                var name => throw new ArgumentException($"There is no run {name}."),
            }
        );
        break;
    case "work":
        Console.Write(await WorkRuns.MeasureAsync(args[1], args[2..]));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Headlines).Assembly).Run(args);
        break;
}
