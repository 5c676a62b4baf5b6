using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Classifier;

/// <summary>Hints to the processor.</summary>
internal static class Memory
{
    /// <summary>Says that a place will be read soon, so that several trips to memory go on at once; does nothing where the
    /// processor takes no such hint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T place)
    {
        // A place that the garbage collector moves meanwhile only makes the hint useless.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }
}
