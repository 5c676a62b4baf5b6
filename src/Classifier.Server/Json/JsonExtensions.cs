using Classifier.Server.Grpc;
using Classifier.Server.Hosting;

namespace Classifier.Server.Json;

/// <summary>Registers and maps JSON over HTTP.</summary>
internal static class JsonExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Json</c> and the protection from web pages of other sites.</summary>
    public static void AddJson(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.ReadSettings<JsonOptions>(JsonOptions.Section));
        builder.Services.AddSingleton<BrowserGuard>();
        builder.Services.AddSingleton<JsonEndpoints>();
    }

    /// <summary>Maps the endpoints. They serve every request that is not a gRPC call.</summary>
    public static void MapJson(this WebApplication app)
    {
        app.UseWhen(context => !GrpcExtensions.IsGrpc(context), requests => requests.UseMiddleware<JsonMiddleware>());
        app.Services.GetRequiredService<JsonEndpoints>().Map(app);
    }
}
