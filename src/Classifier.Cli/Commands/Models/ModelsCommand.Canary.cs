using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;

namespace Classifier.Cli.Commands.Models;

/// <summary>Creates the commands that concern the canary.</summary>
internal static partial class ModelsCommand
{
    private static DocumentedCommand CreateCanary() =>
        new(
            "canary",
            "Shows how the version that is tried on a share of all calls differs from the active one.",
            """
            Examples:
              classifier models canary status --server 127.0.0.1:5090
            """
        )
        {
            CreateCanaryStatus(),
        };

    private static DocumentedCommand CreateCanaryStatus()
    {
        var server = CreateServer();
        server.Required = true;
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "status",
            "Prints how often the canary and the active versions agree, and how far scores shift, with 95 % intervals.",
            """
            The server tries the versions with the label canary on Classifier:Canary:Percent of the headlines. With
            Classifier:Canary:Shadow, it only scores them. Headlines with different results are printed if
            Classifier:Canary:MaxSamples is set. The exit code is 3 if no canary is tried.

            Examples:
              classifier models canary status --server 127.0.0.1:5090
              classifier models canary status --server 127.0.0.1:5090 --json
            """
        )
        {
            server,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var remote = new RemoteModels(parsed.GetValue(server)!);
                if (await remote.GetCanaryAsync(cancellationToken) is not { } trial)
                {
                    parsed.Console.WriteError(
                        "no canary is tried: label a version other than the active one with classifier models label TASK canary VERSION, and set Classifier:Canary:Percent of the server."
                    );
                    return ExitCode.CheckFailed;
                }

                if (parsed.GetValue(json))
                {
                    parsed.Console.WriteLine(Google.Protobuf.JsonFormatter.Default.Format(trial));
                }
                else
                {
                    CanaryTables.Write(ConsoleFactory.CreateOutput(parsed.Console), trial);
                }

                return ExitCode.Success;
            }
        );
        return command;
    }
}
