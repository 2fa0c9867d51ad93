import Testing

@testable import LiveServer

/// Configurations of other services must not look as if their stores were used.
@Suite struct ForeignStoreTests {
  private static let only = "this server runs embedded only, with its data below data_dir;"

  private func faults(_ yaml: String, _ variables: [String: String] = [:]) -> [String] {
    do throws(ConfigurationError) {
      _ = try LiveConfiguration(yaml: yaml, variables: variables)
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test(arguments: [
    ("redis:\n  addr: localhost:6379", "redis", "Redis"),
    ("redis:", "redis", "Redis"),
    ("postgres:\n  host: localhost\n  password: ''", "postgres", "PostgreSQL"),
    ("postgres_db:\n  host: localhost", "postgres_db", "PostgreSQL"),
  ])
  func storeIsRefusedWithTheSectionToRemove(_ yaml: String, _ section: String, _ store: String) {
    #expect(
      faults(yaml) == [
        "line 1: \(section): \(Self.only) \(store) is not used: remove this section"
      ])
  }

  @Test(arguments: ["kafka:\n  brokers: [localhost:9092]", "kafka:\n  enabled: true", "kafka:"])
  func kafkaIsRefusedUnlessItIsOff(_ yaml: String) {
    let refusal =
      "line 1: kafka: \(Self.only) Kafka is not used: remove this section, or say enabled: false"
    #expect(faults(yaml) == [refusal])
    #expect(faults(yaml, ["KAFKA_ENABLED": "false"]) == [])
  }

  @Test func kafkaThatIsOffMayBeNamed() {
    let off = "kafka:\n  brokers:\n    - localhost:9092\n  enabled: false"
    #expect(faults(off) == [])
    #expect(faults(off, ["KAFKA_BROKERS": "a:1"]) == [])
    #expect(faults(off, ["KAFKA_ENABLED": "true"]).count == 1)
    #expect(faults("kafka:\n  enabled: ${KAFKA_ENABLED:false}") == [])
  }

  @Test(arguments: [
    ("REDIS_ADDR", "Redis"), ("REDIS_PASSWORD", "Redis"), ("POSTGRES_HOST", "PostgreSQL"),
    ("POSTGRES_USER", "PostgreSQL"), ("POSTGRES_PASSWORD", "PostgreSQL"),
    ("POSTGRES_DB", "PostgreSQL"), ("KAFKA_BROKERS", "Kafka"),
  ])
  func variableIsRefusedUnlessItIsEmpty(_ name: String, _ store: String) {
    #expect(
      faults("", [name: "x"]) == [
        "\(name): \(Self.only) \(store) is not used: unset this variable"
      ])
    #expect(faults("", [name: ""]) == [])
  }

  @Test(arguments: [("true", 1), ("false", 0), ("", 0), ("on", 1)])
  func kafkaByTheVariableAlone(_ value: String, _ count: Int) {
    #expect(faults("", ["KAFKA_ENABLED": value]).count == count)
  }

  @Test func natsIsRefusedUnlessItIsOff() {
    #expect(faults("nats:\n  url: nats://localhost").count == 1)
    #expect(faults("nats:\n  enabled: false") == [])
  }

  @Test func unknownKeysOfAStoreAreNamedToo() {
    let found = faults("redis:\n  adr: localhost:6379")
    #expect(found.contains { $0.hasPrefix("line 2: redis.adr: unknown key; did you mean addr?") })
  }

  /// The example of the users' document, which names three stores.
  @Test func theDocumentsExampleIsRefusedByItsThreeStores() {
    let found = faults(
      """
      server:
        port: 8080
        read_timeout: 5s
        write_timeout: 10s
        idle_timeout: 120s
      redis:
        addr: "localhost:6379"
        password: ""
        db: 0
        pool_size: 100
      postgres:
        host: "localhost"
        port: 5432
        user: "leaderboard"
        password: "secret"
        database: "leaderboard"
        max_connections: 50
      kafka:
        brokers:
          - "localhost:9092"
        topic: "leaderboard-scores"
        group_id: "leaderboard-consumer"
        enabled: true              # Enable/disable Kafka consumer
        batch_size: 100            # Batch size for processing
        batch_timeout: 1s          # Max time to wait for batch
        retry_attempts: 3          # Retry attempts on failure
        retry_delay: 1s            # Delay between retries
      sync:
        interval: 30m      # Sync interval
        batch_size: 1000   # Batch size for sync operations
        enabled: true      # Enable/disable background sync
      leaderboard:
        default_limit: 100
        max_limit: 1000
      """)
    #expect(
      found.map { $0.prefix { $0 != "t" } } == [
        "line 6: redis: ", "line 11: pos", "line 18: kafka: ",
      ])
  }
}
