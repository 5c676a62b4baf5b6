using System.Globalization;
using BenchmarkDotNet.Running;
using Classifier.Benchmarks;
using Classifier.Benchmarks.Reports;
using Classifier.Benchmarks.Rpc;

// dotnet run -c Release -- report [FILE]   measures all and writes docs/PERFORMANCE.md; FILE has one headline a line
// dotnet run -c Release -- section NAME [FILE]  measures one of its parts and prints it: library, fasttext, precision, rpc, settings, start, program
// dotnet run -c Release -- file FILE       scores a file on one thread, beside fasttext.sh
// dotnet run -c Release -- training ROWS   trains on ROWS made headlines: time and memory
// dotnet run -c Release -- serve-mlnet     serves ML.NET's PredictionEngine behind the same API, for comparison
// dotnet run -c Release -- pages N [KB]    prints N invented pages as JSON Lines, for classifier page
// dotnet run -c Release -- --filter '*'    runs the library's parts under BenchmarkDotNet
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
        TrainingReport.Print(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
        break;
    case "serve-mlnet":
        await PredictionEngineHost.RunAsync();
        break;
    case "pages":
        InventedPage.WriteLines(
            int.Parse(args[1], CultureInfo.InvariantCulture),
            args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : InventedPage.UsualKilobytes
        );
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Headlines).Assembly).Run(args);
        break;
}
