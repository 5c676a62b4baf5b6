using Parquet;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Reads and describes columns of Parquet files whose types are known only at run time.</summary>
internal static class ParquetColumns
{
    /// <summary>The limit of each of Parquet.Net's two buffer pools, which are unbounded by default.</summary>
    public const int MaxPooledBytes = 16 << 20;

    /// <summary>Gets the options for reading and writing.</summary>
    public static ParquetOptions Options =>
        new()
        {
            MaximumSmallPoolFreeBytes = MaxPooledBytes,
            MaximumLargePoolFreeBytes = MaxPooledBytes,
            UseDateOnlyTypeForDates = true,
        };

    /// <summary>Creates a nullable column with the type of another one.</summary>
    public static DataField Copy(DataField field, string name) =>
        field switch
        {
            DateTimeDataField time => new DateTimeDataField(
                name,
                time.DateTimeFormat,
                time.IsAdjustedToUTC,
                time.Unit,
                isNullable: true
            ),
            TimeDataField time => new TimeDataField(name, time.Precision, isNullable: true),
            DecimalDataField number => new DecimalDataField(
                name,
                number.Precision,
                number.Scale,
                number.ForceByteArrayEncoding,
                isNullable: true,
                clrType: number.ClrType
            ),
            _ when IsText(field) => new DataField<string>(name),
            _ when IsBytes(field) => new DataField<byte[]>(name),
            _ => new DataField(name, field.ClrType, isNullable: true),
        };

    /// <summary>Reads a column of a row group.</summary>
    /// <returns>A function that returns the value of a row, or null if it has none.</returns>
    public static Func<int, object?> Read(ParquetRowGroupReader group, DataField field, int rows) =>
        Values(field).Read(group, field, rows);

    /// <summary>Writes a column of a row group.</summary>
    public static Task WriteAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<object?> cells) =>
        Values(field).WriteAsync(group, field, cells);

    /// <summary>Determines whether a column has text.</summary>
    public static bool IsText(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static bool IsBytes(DataField field) =>
        field.ClrType == typeof(byte[]) || field.ClrType == typeof(ReadOnlyMemory<byte>);

    private static IValues Values(DataField field) =>
        IsText(field) ? new Strings()
        : IsBytes(field) ? new Bytes()
        : (IValues)Activator.CreateInstance(typeof(Numbers<>).MakeGenericType(field.ClrType))!;

    /// <summary>Reads and writes the values of one type.</summary>
    private interface IValues
    {
        Func<int, object?> Read(ParquetRowGroupReader group, DataField field, int rows);

        Task WriteAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<object?> cells);
    }

    private sealed class Strings : IValues
    {
        public Func<int, object?> Read(ParquetRowGroupReader group, DataField field, int rows)
        {
            var values = new string?[rows];
            group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return i => values[i];
        }

        public Task WriteAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<object?> cells) =>
            group.WriteAsync(field, [.. cells.Cast<string?>()]);
    }

    private sealed class Bytes : IValues
    {
        public Func<int, object?> Read(ParquetRowGroupReader group, DataField field, int rows)
        {
            var values = new byte[]?[rows];
            group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return i => values[i];
        }

        public Task WriteAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<object?> cells) =>
            group.WriteAsync(field, [.. cells.Cast<byte[]?>()]);
    }

    private sealed class Numbers<T> : IValues
        where T : struct
    {
        public Func<int, object?> Read(ParquetRowGroupReader group, DataField field, int rows)
        {
            if (field.IsNullable)
            {
                var nullable = new T?[rows];
                group.ReadAsync<T>(field, nullable.AsMemory()).AsTask().GetAwaiter().GetResult();
                return i => nullable[i];
            }

            var values = new T[rows];
            group.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return i => values[i];
        }

        public Task WriteAsync(ParquetRowGroupWriter group, DataField field, IEnumerable<object?> cells) =>
            group.WriteAsync<T>(field, cells.Select(cell => (T?)cell).ToArray().AsMemory());
    }
}
