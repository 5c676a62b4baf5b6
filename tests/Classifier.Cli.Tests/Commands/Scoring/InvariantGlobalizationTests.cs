using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class InvariantGlobalizationTests
{
    [Fact]
    public async Task Scores_do_not_depend_on_ICU()
    {
        string[] command =
        [
            "classify",
            "--explain",
            "ﬁnance minister quits over cafe\u0301 lease ①",
            "ＷＨＡＴ HAPPENED NEXT WILL SHOCK YOU",
            "El Niño: 5 ½ things you won’t believe…",
            "ΟΔΥΣΣΕΥΣ ΠΡΩΤΟΣ, Ⱥ ǅ",
        ];
        var expected = await ClassifierProgram.RunAsync(command);
        Assert.Equal(0, expected.ExitCode);

        using var process = ClassifierProgram.Start(command, null, ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected.Output, output);
    }
}
