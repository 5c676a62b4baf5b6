using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Worker;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier worker</c>, which scores what arrives in Kafka or Redis. The host of the worker is a program of its
/// own; the command passes its options on as settings.</summary>
internal sealed class WorkerCommand
{
    private const string Details = """
        Use it to score a stream of headlines on any number of machines: workers of a group share the messages, and the messages of a
        worker that dies are taken over by others. Use classify for files.

        A result has the same JSON as a line of classify --format jsonl; a page has that of the API's ClassifyPage. Its key is the id of
        the headline, or a hash of the headline and the model versions. What cannot be scored is written to the dead letters with the
        reason and its place. The worker stops on Ctrl+C or SIGTERM when the batches in flight are acknowledged.

        Messages (--kind):
          text     a headline; with --field NAME, a JSON object that has it in a field, and an id in the field id
          json     a JSON array of headlines, of objects with id and headline, or a ClassifyBatchRequest in JSON
          proto    an encoded ClassifyBatchRequest
          page     a saved page

        Examples:
          classifier worker --input redis://127.0.0.1:6379/headlines
          classifier worker --input redis://127.0.0.1:6379/articles --field title --output scores --listen http://127.0.0.1:5095
          classifier worker --input rediss://redis.example:6380/headlines --redis user=worker --redis password=SECRET
          classifier worker --input kafka://kafka1:9092,kafka2:9092/headlines --exactly-once
          classifier worker --input kafka://kafka1:9093/headlines --kafka security.protocol=ssl --kafka ssl.ca.location=ca.pem
          classifier worker --input redis://127.0.0.1:6379/pages --kind page --model accurate
        """;

    private readonly Option<string> _input = new("--input", "-i")
    {
        Description = "Where messages are read: an engine, its hosts, and the name of a stream or topic.",
        HelpName = "kafka|redis://HOST:PORT/NAME",
        Required = true,
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The stream or topic for results. Default: the name of the input with .classified.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _dead = new("--dead")
    {
        Description = "The stream or topic for messages without a result. Default: the name of the input with .dead.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _group = new("--group")
    {
        Description = "The consumer group. Default: classifier.",
        HelpName = "NAME",
    };
    private readonly Option<MessageKind?> _kind = new("--kind")
    {
        Description = "What a message contains. Default: text.",
        HelpName = "text|json|proto|page",
    };
    private readonly Option<string?> _field = new("--field")
    {
        Description = "The field of JSON objects that holds the headline.",
        HelpName = "NAME",
    };
    private readonly Option<int?> _batch = new("--batch")
    {
        Description = "The number of headlines that are scored and acknowledged together. Default: 1000.",
        HelpName = "N",
    };
    private readonly Option<int?> _linger = new("--linger")
    {
        Description = "The time in milliseconds that an incomplete batch waits for further messages. Default: 20.",
        HelpName = "MS",
    };
    private readonly Option<bool> _exactlyOnce = new("--exactly-once")
    {
        Description =
            "Kafka: write results and offsets in transactions, so that readers that read what is committed find no result twice.",
    };
    private readonly Option<string[]> _kafka = new("--kafka")
    {
        Description = "A setting of librdkafka, such as sasl.username=worker. May be repeated.",
        HelpName = "KEY=VALUE",
    };
    private readonly Option<string[]> _redis = new("--redis")
    {
        Description = "A setting of StackExchange.Redis, such as user=worker. May be repeated.",
        HelpName = "KEY=VALUE",
    };
    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "The address of /healthz, /readyz, and /metrics. Default: a free port of this machine.",
        HelpName = "URL",
    };
    private readonly Option<string> _model = ScoringOptions.CreateModel("Default: fast.");
    private readonly Option<string?> _models = CommonOptions.CreateModels();

    private WorkerCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new WorkerCommand();
        var command = new DocumentedCommand("worker", "Scores headlines that arrive in Kafka or Redis.", Details)
        {
            options._input,
            options._output,
            options._dead,
            options._group,
            options._kind,
            options._field,
            options._batch,
            options._linger,
            options._exactlyOnce,
            options._kafka,
            options._redis,
            options._listen,
            options._model,
            options._models,
        };
        command.SetAction((parsed, _) => Worker.Program.Main([.. options.ReadSettings(parsed)]));
        return command;
    }

    private IEnumerable<string> ReadSettings(ParseResult parsed)
    {
        const string Section = WorkerOptions.Section;
        (string Key, object? Value)[] settings =
        [
            ($"{Section}:{nameof(WorkerOptions.Input)}", parsed.GetValue(_input)),
            ($"{Section}:{nameof(WorkerOptions.Output)}", parsed.GetValue(_output)),
            ($"{Section}:{nameof(WorkerOptions.Dead)}", parsed.GetValue(_dead)),
            ($"{Section}:{nameof(WorkerOptions.Group)}", parsed.GetValue(_group)),
            ($"{Section}:{nameof(WorkerOptions.Kind)}", parsed.GetValue(_kind)),
            ($"{Section}:{nameof(WorkerOptions.Field)}", parsed.GetValue(_field)),
            ($"{Section}:{nameof(WorkerOptions.Batch)}", parsed.GetValue(_batch)),
            ($"{Section}:{nameof(WorkerOptions.LingerMilliseconds)}", parsed.GetValue(_linger)),
            ($"{Section}:{nameof(WorkerOptions.Url)}", parsed.GetValue(_listen)),
            ("Classifier:DefaultModel", parsed.GetValue(_model)),
            ("Classifier:Models", parsed.GetValue(_models)),
            ($"{Section}:{nameof(WorkerOptions.ExactlyOnce)}", parsed.GetValue(_exactlyOnce) ? true : null),
            .. ReadPassedOn("--kafka", $"{Section}:{nameof(WorkerOptions.Kafka)}", parsed.GetValue(_kafka)),
            .. ReadPassedOn("--redis", $"{Section}:{nameof(WorkerOptions.Redis)}", parsed.GetValue(_redis)),
        ];
        return settings
            .Where(setting => setting.Value is not null)
            .Select(setting => string.Create(CultureInfo.InvariantCulture, $"--{setting.Key}={setting.Value}"));
    }

    private static IEnumerable<(string Key, object? Value)> ReadPassedOn(
        string option,
        string section,
        string[]? values
    )
    {
        foreach (var value in values ?? [])
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            yield return equals > 0
                ? ($"{section}:{value[..equals]}", value[(equals + 1)..])
                : throw new CommandException($"{option} must be a setting such as key=value, not '{value}'.");
        }
    }
}
