using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Classifier;

/// <summary>Provides processor cache hints.</summary>
internal static class CpuCache
{
    /// <summary>Prefetches a memory location into all cache levels. Does nothing on processors without SSE.</summary>
    /// <param name="location">The location that will be read soon.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T location)
    {
        // The garbage collector may move the object meanwhile. The hint is then useless but harmless.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in location)));
        }
    }
}
