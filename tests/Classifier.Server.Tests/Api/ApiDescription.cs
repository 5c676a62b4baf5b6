using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Classifier.Server.Tests.Api;

/// <summary>Describes the API as its .proto files do, with their comments.</summary>
internal static class ApiDescription
{
    /// <summary>Gets all files, those that the API imports included.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } = Read();

    /// <summary>Gets the services of the API, in the order of the documents.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [.. new[] { "ClassifierService", "ModelService", "FeedbackService", "ModelAdminService" }.Select(FindService)];

    /// <summary>Returns a message.</summary>
    /// <param name="fullName">The name with its package.</param>
    public static MessageDescriptor FindMessage(string fullName) =>
        Files.SelectMany(file => file.MessageTypes).Single(message => message.FullName == fullName);

    /// <summary>Returns the HTTP method and the path of a method, or <see langword="null"/> if it is served by gRPC alone.</summary>
    public static (string Verb, string Path)? GetRoute(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) switch
        {
            { PatternCase: HttpRule.PatternOneofCase.Get } rule => ("get", rule.Get),
            { PatternCase: HttpRule.PatternOneofCase.Post } rule => ("post", rule.Post),
            _ => null,
        };

    /// <summary>Returns the comment of a declaration. Its paragraphs are lines, with an empty line between them.</summary>
    public static string GetComment(IDescriptor descriptor)
    {
        var comment = descriptor switch
        {
            MessageDescriptor message => message.Declaration,
            FieldDescriptor field => field.Declaration,
            EnumDescriptor type => type.Declaration,
            EnumValueDescriptor value => value.Declaration,
            ServiceDescriptor service => service.Declaration,
            MethodDescriptor method => method.Declaration,
            _ => null,
        };
        return string.Join(
            "\n\n",
            (comment?.LeadingComments ?? "")
                .Trim()
                .Split("\n\n")
                .Select(paragraph => string.Join(' ', paragraph.Split('\n', StringSplitOptions.TrimEntries)).Trim())
        );
    }

    private static ServiceDescriptor FindService(string name) =>
        Files.SelectMany(file => file.Services).Single(service => service.Name == name);

    /// <summary>Reads what the compiler of Protocol Buffers wrote when the tests were built.</summary>
    private static IReadOnlyList<FileDescriptor> Read()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream("api.binpb")!;
        return FileDescriptor.BuildFromByteStrings(
            FileDescriptorSet.Parser.ParseFrom(stream).File.Select(file => file.ToByteString()),
            new ExtensionRegistry { AnnotationsExtensions.Http }
        );
    }
}
