using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Classifier.Worker.Tests;

/// <summary>Represents the mock cluster of librdkafka: brokers in this process that speak the protocol of Kafka on ports of this machine.
/// A partition keeps its last 5 MB.</summary>
internal sealed partial class MockKafka : IDisposable
{
    private const string Library = "librdkafka";
    private const int Producer = 0;

    private readonly nint _client;
    private readonly nint _cluster;

    static MockKafka() => NativeLibrary.SetDllImportResolver(typeof(MockKafka).Assembly, (name, _, _) => Resolve(name));

    /// <summary>Starts the brokers.</summary>
    /// <param name="brokers">The number of brokers.</param>
    public MockKafka(int brokers = 1)
    {
        var error = new byte[256];
        var configuration = CreateConfiguration();
        Configure(configuration, "test.mock.num.brokers", $"{brokers}", error, error.Length);
        _client = Create(Producer, configuration, error, error.Length);
        _cluster = _client == 0 ? 0 : FindCluster(_client);
        if (_cluster == 0)
        {
            throw new InvalidOperationException("The mock cluster cannot be created.");
        }

        Bootstrap = Marshal.PtrToStringUTF8(GetBootstraps(_cluster))!;

        // A group waits for further members before its first assignment, by default for three seconds.
        SetRebalanceDelay(_cluster, 200);
    }

    /// <summary>Gets the addresses of the brokers.</summary>
    public string Bootstrap { get; }

    /// <summary>Creates a topic.</summary>
    public void CreateTopic(string name, int partitions) =>
        Check(CreateTopic(_cluster, name, partitions, replicationFactor: 1));

    /// <summary>Makes a broker the leader of all partitions of a topic.</summary>
    public void SetLeader(string topic, int partitions, int broker)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            Check(SetPartitionLeader(_cluster, topic, partition, broker));
        }
    }

    /// <summary>Makes a broker the coordinator of a consumer group.</summary>
    public void SetGroupCoordinator(string group, int broker) =>
        Check(SetCoordinator(_cluster, "group", group, broker));

    /// <summary>Makes a broker unreachable.</summary>
    public void SetDown(int broker) => Check(SetBrokerDown(_cluster, broker));

    /// <summary>Makes a broker reachable again.</summary>
    public void SetUp(int broker) => Check(SetBrokerUp(_cluster, broker));

    /// <inheritdoc/>
    public void Dispose() => Destroy(_client);

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new KafkaException((ErrorCode)error);
        }
    }

    /// <summary>Finds the library that Confluent.Kafka uses. The first one needs a library that some systems have not.</summary>
    private static nint Resolve(string name)
    {
        if (name != Library)
        {
            return 0;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        foreach (var file in new[] { "librdkafka.so", "centos8-librdkafka.so" })
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, file), out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint Create(int type, nint configuration, byte[] error, nint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint CreateConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Configure(nint configuration, string name, string value, byte[] error, nint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_handle_mock_cluster")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint FindCluster(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint GetBootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int CreateTopic(nint cluster, string topic, int partitions, int replicationFactor);

    [LibraryImport(
        Library,
        EntryPoint = "rd_kafka_mock_partition_set_leader",
        StringMarshalling = StringMarshalling.Utf8
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int SetPartitionLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_coordinator_set", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int SetCoordinator(nint cluster, string type, string key, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int SetBrokerDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int SetBrokerUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetRebalanceDelay(nint cluster, int milliseconds);
}
