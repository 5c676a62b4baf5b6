using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests;

/// <summary>Reads the errors that the server returns.</summary>
internal static class RpcError
{
    /// <summary>Asserts that a call fails with <c>google.rpc</c> details, and returns its status code and details.</summary>
    public static async Task<(StatusCode Code, ErrorInfo Info, BadRequest.Types.FieldViolation Violation)> GetAsync(
        Func<Task> call
    )
    {
        var (code, status) = await GetStatusAsync(call);
        return (code, status.GetDetail<ErrorInfo>(), Assert.Single(status.GetDetail<BadRequest>().FieldViolations));
    }

    /// <summary>Asserts that a call fails, and returns its status code and <c>google.rpc.ErrorInfo</c>.</summary>
    public static async Task<(StatusCode Code, ErrorInfo Info)> GetInfoAsync(Func<Task> call)
    {
        var (code, status) = await GetStatusAsync(call);
        return (code, status.GetDetail<ErrorInfo>());
    }

    private static async Task<(StatusCode Code, Google.Rpc.Status Status)> GetStatusAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        var status = error.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal(error.Status.Detail, status.Message);
        return (error.StatusCode, status);
    }
}
