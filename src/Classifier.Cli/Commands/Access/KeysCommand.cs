using System.CommandLine;
using System.Globalization;
using Classifier.Access;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Spectre.Console;

namespace Classifier.Cli.Commands.Access;

/// <summary>Represents <c>classifier keys</c>, which maintains the file of API keys of a server.</summary>
internal static class KeysCommand
{
    private const string About = """
        A server that runs with --Classifier:Security:Keys FILE only answers callers that send a key of the file, in the header
        x-api-key or as authorization: Bearer KEY. It reads the file again when it changes. The file contains no secrets: a key is
        shown once, when it is added.
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "keys",
            "Maintains the API keys of a server.",
            $"""
            {About}

            Examples:
              classifier keys add newsroom --file keys.json
              classifier keys add operator --scopes classify,admin --expires-in 90 --file keys.json
              classifier keys list --file keys.json
              classifier keys revoke newsroom --file keys.json
            """
        )
        {
            CreateAdd(),
            CreateList(),
            CreateRevoke(),
        };

    private static DocumentedCommand CreateAdd()
    {
        var name = CreateName();
        var file = CreateFile();
        var scopes = new Option<string[]>("--scopes")
        {
            Description = $"What the caller may do, separated by commas: {string.Join(", ", ApiScopes.All)}.",
            HelpName = "SCOPES",
            CustomParser = result => result.Tokens.SelectMany(token => token.Value.Split(',')).Distinct().ToArray(),
            DefaultValueFactory = _ => [ApiScopes.Classify],
        };
        scopes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()?.Except(ApiScopes.All).FirstOrDefault() is { } unknown)
            {
                result.AddError(
                    $"--scopes: there is no scope '{unknown}'; the scopes are {string.Join(", ", ApiScopes.All)}."
                );
            }
        });
        var days = new Option<int?>("--expires-in")
        {
            Description = "The number of days after which the key stops working. Default: never.",
            HelpName = "DAYS",
        };
        days.Require<int>(value => value is >= 1 and <= 36_500, "a number of days from 1 to 36500");
        var rate = new Option<int?>("--rate")
        {
            Description =
                "The maximum rate of the caller in headlines per second; 0 for no limit. Default: the server's "
                + "Classifier:Limits:HeadlinesPerSecond.",
            HelpName = "HEADLINES",
        };
        rate.Require<int>(value => value >= 0, "a whole number of at least 0");
        var command = new DocumentedCommand(
            "add",
            "Adds a key and prints it.",
            $"""
            {About}

            Example:
              classifier keys add newsroom --scopes classify,feedback --expires-in 90 --file keys.json
            """
        )
        {
            name,
            scopes,
            days,
            rate,
            file,
        };
        command.SetAction(parsed =>
        {
            var now = DateTimeOffset.UtcNow;
            parsed.Console.WriteLine(
                ApiKeyFile.Add(
                    parsed.GetValue(file)!.FullName,
                    parsed.GetValue(name)!,
                    parsed.GetValue(scopes)!,
                    now,
                    parsed.GetValue(days) is { } count ? now.AddDays(count) : null,
                    parsed.GetValue(rate)
                )
            );
        });
        return command;
    }

    private static DocumentedCommand CreateList()
    {
        var file = CreateFile();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "list",
            "Lists the keys without their secrets.",
            """
            Example:
              classifier keys list --file keys.json
            """
        )
        {
            file,
            json,
        };
        command.SetAction(parsed =>
        {
            var keys = ApiKeyFile
                .Read(parsed.GetValue(file)!.FullName)
                .Select(key => new
                {
                    key.Id,
                    key.Name,
                    key.Scopes,
                    key.Created,
                    key.Expires,
                    key.HeadlinesPerSecond,
                    IsExpired = key.IsExpired(DateTimeOffset.UtcNow),
                })
                .ToList();
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(keys);
                return;
            }

            var table = new Table().Border(TableBorder.Simple);
            table.AddColumns("Name", "Id", "Scopes", "Created", "Expires", "Headlines/s");
            foreach (var key in keys)
            {
                table.AddRow(
                    Markup.Escape(key.Name),
                    key.Id,
                    string.Join(", ", key.Scopes),
                    Format(key.Created),
                    key.Expires is { } expires ? Format(expires) + (key.IsExpired ? " (expired)" : "") : "never",
                    key.HeadlinesPerSecond switch
                    {
                        null => "default",
                        0 => "no limit",
                        { } limit => limit.ToString("N0", CultureInfo.InvariantCulture),
                    }
                );
            }

            ConsoleFactory.CreateOutput(parsed.Console).Write(table);
        });
        return command;
    }

    private static DocumentedCommand CreateRevoke()
    {
        var name = CreateName();
        var file = CreateFile();
        var command = new DocumentedCommand(
            "revoke",
            "Removes a key. Servers refuse it within a second.",
            """
            Example:
              classifier keys revoke newsroom --file keys.json
            """
        )
        {
            name,
            file,
        };
        command.SetAction(parsed =>
        {
            ApiKeyFile.Revoke(parsed.GetValue(file)!.FullName, parsed.GetValue(name)!);
            parsed.Console.WriteLine($"{parsed.GetValue(name)} is revoked.");
        });
        return command;
    }

    private static Argument<string> CreateName()
    {
        var name = new Argument<string>("name") { Description = "The name of the caller.", HelpName = "NAME" };
        name.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("the name of a key must not be empty.");
            }
        });
        return name;
    }

    private static Option<FileInfo> CreateFile() =>
        new("--file")
        {
            Description = "The file of keys.",
            HelpName = "FILE",
            Required = true,
        };

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
