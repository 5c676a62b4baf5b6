using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.CommandLine;
using Classifier.Models;

namespace Classifier.Cli.Commands;

/// <summary>Creates options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Creates <c>--json</c>.</summary>
    public static Option<bool> CreateJson(string description = "Print the result as JSON.") =>
        new("--json") { Description = description };

    /// <summary>Creates <c>--models</c>, the root folder of the models.</summary>
    public static Option<string?> CreateModels() =>
        new("--models")
        {
            Description =
                $"The root folder of the models. Default: ${ModelStore.EnvironmentVariable}, otherwise the folder models beside the program or in a parent folder.",
            HelpName = "DIR",
        };

    /// <summary>Creates <c>--server</c>, the address of a running server.</summary>
    public static Option<Uri?> CreateServer(string description) =>
        new("--server")
        {
            Description = description,
            HelpName = "ADDRESS",
            CustomParser = ParseAddress,
        };

    /// <summary>Returns the address of the server, or null if models of this machine are used.</summary>
    /// <exception cref="CommandException">The user gave both a server and models.</exception>
    public static Uri? GetServer(ParseResult parsed, Option<Uri?> server, Option<string?> models) =>
        parsed.GetValue(server) is not null && parsed.GetValue(models) is not null
            ? throw new CommandException("give either --models or --server, not both; a server uses its own models.")
            : parsed.GetValue(server);

    /// <summary>Creates <c>--shard</c>.</summary>
    public static Option<Shard?> CreateShard(string description) =>
        new("--shard")
        {
            Description = description,
            HelpName = "I/N",
            CustomParser = Shard.Parse,
        };

    /// <summary>Creates <c>--ok-on-row-errors</c>.</summary>
    public static Option<bool> CreateOkOnRowErrors() =>
        new("--ok-on-row-errors")
        {
            Description =
                "Exit with code 0 instead of 2 if some rows or pages have an error instead of a result, for schedulers that take any other code for a failure.",
        };

    /// <summary>Creates <c>--seed</c>.</summary>
    public static Option<int> CreateSeed(string description) =>
        new("--seed")
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

    /// <summary>Creates <c>--output</c> for commands that write labeled headlines.</summary>
    public static Option<string?> CreateTsvOutput() =>
        new("--output", "-o")
        {
            Description = "The TSV file to write, compressed if the name ends in .gz; - for standard output.",
            HelpName = "FILE|-",
        };

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            Uri.TryCreate(
                text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}",
                UriKind.Absolute,
                out var address
            ) && address.Scheme is "http" or "https"
        )
        {
            return address;
        }

        result.AddError($"--server must be an address such as http://127.0.0.1:5080, not '{text}'.");
        return null;
    }
}
