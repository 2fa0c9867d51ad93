/// The stores and brokers that configurations of other services name. This server runs embedded: it
/// keeps its data itself and refuses them, so that nobody believes that they are used.
enum ForeignStores {
  private struct Store {
    let name: String
    let sections: [String]
    let variables: [String]
  }

  private static let stores = [
    Store(name: "Redis", sections: ["redis"], variables: ["REDIS_ADDR", "REDIS_PASSWORD"]),
    Store(
      name: "PostgreSQL", sections: ["postgres", "postgres_db"],
      variables: ["POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"]),
  ]

  static func refuse(
    in root: SectionReader, variables: [String: String], faults: FaultCollector
  ) {
    for store in stores {
      for name in store.sections where root.has(name) {
        root.section(name) { read(name, $0) }
        root.refuse(name, "\(embeddedOnly) \(store.name) is not used: remove this section")
      }
      for name in store.variables where isSet(name, variables) {
        faults.add(name, "\(embeddedOnly) \(store.name) is not used: unset this variable")
      }
    }
    refuseKafka(in: root, variables, faults)
    refuseNATS(in: root)
  }

  private static let embeddedOnly =
    "this server runs embedded only, with its data below data_dir;"

  private static func isSet(_ name: String, _ variables: [String: String]) -> Bool {
    variables[name].map { !$0.isEmpty } ?? false
  }

  /// Reads the settings of a section, so that its faults are found too.
  private static func read(_ name: String, _ section: SectionReader) {
    let times = Duration.zero...Duration.seconds(86_400)
    switch name {
    case "redis":
      for name in ["addr", "host"] { _ = section.text(name) }
      _ = section.secret("password")
      _ = section.integer("port", in: 1...65_535)
      _ = section.integer("db", in: 0...65_535)
      _ = section.integer("pool_size", in: 1...100_000)
    case "kafka":
      _ = section.texts("brokers")
      for name in ["topic", "group_id"] { _ = section.text(name) }
      _ = section.integer("batch_size", in: 1...1_000_000)
      _ = section.integer("retry_attempts", in: 0...1_000_000)
      for name in ["batch_timeout", "retry_delay"] { _ = section.duration(name, in: times) }
    default:
      for name in ["host", "user", "database", "db_name", "ssl_mode"] { _ = section.text(name) }
      _ = section.secret("password")
      _ = section.integer("port", in: 1...65_535)
      _ = section.integer("max_connections", in: 1...100_000)
    }
  }

  /// Kafka may be named if it is turned off. The variable prevails over the file.
  private static func refuseKafka(
    in root: SectionReader, _ variables: [String: String], _ faults: FaultCollector
  ) {
    let isNamed = root.has("kafka")
    let inFile =
      isNamed
      ? root.section("kafka") { section in
        read("kafka", section)
        return section.flag("enabled") ?? true
      } : nil
    let text = variables["KAFKA_ENABLED"] ?? ""
    let inVariable = Bool(text)
    if inVariable == nil, !text.isEmpty {
      return faults.add("KAFKA_ENABLED", "expected true or false, found '\(text)'")
    }
    if inVariable == false { return }
    if inFile ?? isNamed || inFile == false && inVariable == true {
      root.refuse(
        "kafka",
        "\(embeddedOnly) Kafka is not used: remove this section, or say enabled: false")
    } else if inVariable == true {
      faults.add("KAFKA_ENABLED", "\(embeddedOnly) Kafka is not used: unset this variable")
    }
    if !isNamed, isSet("KAFKA_BROKERS", variables) {
      faults.add("KAFKA_BROKERS", "\(embeddedOnly) Kafka is not used: unset this variable")
    }
  }

  private static func refuseNATS(in root: SectionReader) {
    guard root.has("nats") else { return }
    let isEnabled = root.section("nats") { section in
      _ = section.texts("url")
      for name in ["stream", "subject", "durable", "user", "credentials"] { _ = section.text(name) }
      _ = section.secret("password")
      return section.flag("enabled") ?? true
    }
    if isEnabled == false { return }
    root.refuse(
      "nats", "\(embeddedOnly) NATS is not used: remove this section, or say enabled: false")
  }
}
