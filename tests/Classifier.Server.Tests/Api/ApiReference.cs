using System.Text;
using Google.Protobuf.Reflection;

namespace Classifier.Server.Tests.Api;

/// <summary>Writes docs/API.md: the services, messages, and enumerations of the .proto files with their comments.</summary>
internal sealed class ApiReference
{
    private readonly StringBuilder _text = new();

    private ApiReference() { }

    /// <summary>Returns the text of the document.</summary>
    public static string Write()
    {
        var reference = new ApiReference();
        reference.AddAll();
        return reference._text.ToString();
    }

    private void AddAll()
    {
        AddLine("# API");
        AddLine();
        AddLine("`docs/api.sh` writes this page from [protos/classifier/v1](../protos/classifier/v1).");
        AddLine(
            "[openapi.json](openapi.json) describes the methods that have an HTTP path for clients that send JSON."
        );
        foreach (var service in ApiDescription.Services)
        {
            Add(service);
        }

        foreach (var service in ApiDescription.Services)
        {
            AddLine();
            AddLine($"## Messages of {service.File.Name}");
            foreach (var message in service.File.MessageTypes)
            {
                Add(message);
            }

            foreach (var type in service.File.EnumTypes)
            {
                Add(type);
            }
        }
    }

    private void Add(ServiceDescriptor service)
    {
        AddLine();
        AddLine($"## {service.Name}");
        AddLine();
        AddLine(ApiDescription.GetComment(service));
        AddLine();
        AddLine("| Method | Request | Response | HTTP | Description |");
        AddLine("|---|---|---|---|---|");
        foreach (var method in service.Methods)
        {
            var route = ApiDescription.GetRoute(method) is var (verb, path)
                ? $"`{verb.ToUpperInvariant()} {path}`"
                : "–";
            var request = Stream(method.IsClientStreaming, method.InputType);
            var response = Stream(method.IsServerStreaming, method.OutputType);
            AddLine($"| {method.Name} | {request} | {response} | {route} | {Cell(method)} |");
        }
    }

    private void Add(MessageDescriptor message)
    {
        AddHeading(message);
        var fields = message.Fields.InDeclarationOrder();
        if (fields.Count == 0)
        {
            return;
        }

        AddLine();
        AddLine("| Field | Type | Description |");
        AddLine("|---|---|---|");
        foreach (var field in fields)
        {
            AddLine($"| `{field.Name}` | {TypeOf(field)} | {Cell(field)} |");
        }
    }

    private void Add(EnumDescriptor type)
    {
        AddHeading(type);
        AddLine();
        AddLine("| Value | Number | Description |");
        AddLine("|---|---|---|");
        foreach (var value in type.Values)
        {
            AddLine($"| `{value.Name}` | {value.Number} | {Cell(value)} |");
        }
    }

    private void AddHeading(IDescriptor type)
    {
        AddLine();
        AddLine($"### {type.Name}");
        AddLine();
        AddLine(ApiDescription.GetComment(type));
    }

    private void AddLine(string text = "") => _text.Append(text).Append('\n');

    private static string Stream(bool isStream, MessageDescriptor message) =>
        isStream ? $"stream of {Link(message)}" : Link(message);

    private static string TypeOf(FieldDescriptor field)
    {
        var type = field.FieldType switch
        {
            FieldType.Message => Link(field.MessageType),
            FieldType.Enum => Link(field.EnumType),
            _ => field.FieldType.ToString().ToLowerInvariant(),
        };
        return field.IsRepeated ? $"repeated {type}"
            : field.RealContainingOneof is { } oneof ? $"{type}, one of `{oneof.Name}`"
            : field.HasPresence && field.FieldType != FieldType.Message ? $"optional {type}"
            : type;
    }

    /// <summary>Returns a link to a type; the types of other packages are not in the document.</summary>
    private static string Link(IDescriptor type) =>
        type.File.Package == ApiDescription.Services[0].File.Package
            ? $"[{type.Name}](#{type.Name.ToLowerInvariant()})"
            : type.FullName;

    private static string Cell(IDescriptor descriptor) =>
        ApiDescription
            .GetComment(descriptor)
            .Replace("\n\n", "<br>", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);
}
