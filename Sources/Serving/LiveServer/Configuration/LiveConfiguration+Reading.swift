import HTTPAPI
import LiveAPI

extension LiveConfiguration {
  /// Reads a configuration.
  /// - Parameters:
  ///   - text: the content of a `config.yaml`; empty for the defaults.
  ///   - variables: the environment.
  /// - Throws: all faults together: unknown keys, wrong types and ranges, variables that are not
  ///   set, and stores that this version does not have.
  package init(
    yaml text: String = "", variables: [String: String]
  ) throws(ConfigurationError) {
    self.init()
    let faults = FaultCollector()
    let file = SettingNode(yaml: text, variables: variables, faults: faults)
    let root = SectionReader(file, faults: faults)
    readServer(root)
    if let folder = root.text("data_dir") { dataFolder = folder }
    root.section("auth") { readAccess($0) }
    root.section("cors") { readOrigins($0) }
    root.section("limits") { readLimits($0) }
    root.section("sync") { readMaintenance($0) }
    root.section("leaderboard") { readPages($0) }
    root.section("consumer") { readConsumer($0) }
    root.section("log") { readLog($0) }
    ForeignStores.refuse(in: root, variables: variables, faults: faults)
    root.close()
    guard faults.faults.isEmpty else {
      throw ConfigurationError(
        faults.faults.enumerated().sorted {
          ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
        }.map(\.element))
    }
  }

  // MARK: Sections

  private mutating func readServer(_ root: SectionReader) {
    if root.has("server"), root.has("http_server") {
      root.refuse("http_server", "server says the same; keep one of the two sections")
    }
    for name in ["server", "http_server"] {
      root.section(name) { section in
        if let host = section.text("host") { server.host = host }
        if let port = section.integer("port", in: 0...65_535) { server.port = port }
        let times = Duration.milliseconds(100)...Duration.seconds(3_600)
        if let time = section.duration("read_timeout", in: times) { server.readTimeout = time }
        if let time = section.duration("write_timeout", in: times) { server.writeTimeout = time }
        if let time = section.duration("idle_timeout", in: times) { server.idleTimeout = time }
        if let time = section.duration("shutdown_timeout", in: times) {
          server.shutdownTimeout = time
        }
        if let names = section.texts("allowed_hosts") { server.allowedHosts = names }
      }
    }
  }

  private mutating func readAccess(_ section: SectionReader) {
    if let isPublic = section.flag("public_reads") { access.hasPublicReads = isPublic }
    access.tokens = section.sections("tokens") { readToken($0) }.compactMap { $0 }
    let names = access.tokens.map(\.name)
    if Set(names).count < names.count { section.refuse("tokens", "two tokens have the same name") }
    if Set(access.tokens.map(\.secret)).count < names.count {
      section.refuse("tokens", "two tokens are the same")
    }
    if !access.hasPublicReads, access.tokens.isEmpty, !section.has("tokens") {
      section.refuse("public_reads", "without tokens nobody could read; add auth.tokens")
    }
  }

  private mutating func readToken(_ section: SectionReader) -> Access.Token? {
    let name = section.text("name")
    let secret = section.value(
      "token", expected: "at least \(AccessToken.minLength) characters of ASCII, without spaces",
      isSecret: true
    ) { text, _ in
      AccessToken(text, name: "", scopes: []) == nil ? nil : text
    }
    let scopes = section.texts("scopes")
    let rateLimit = section.integer("rate_limit", in: 1...1_000_000)
    for setting in ["name", "token", "scopes"] where !section.has(setting) {
      section.refuse(setting, "is missing")
    }
    guard let name, let secret, let scopes else { return nil }
    var token = Access.Token(name: name, secret: secret, scopes: [], rateLimit: rateLimit)
    for text in scopes {
      if let scope = AccessScope(rawValue: text) {
        token.scopes.insert(scope)
      } else {
        section.refuse("scopes", "expected submit, manage or read, found '\(text)'")
      }
    }
    return token
  }

  private mutating func readOrigins(_ section: SectionReader) {
    guard let texts = section.texts("origins"), !texts.isEmpty else { return }
    guard let policy = CORSPolicy(texts.joined(separator: ",")) else {
      return section.refuse(
        "origins", "expected * alone, or origins such as https://example.org")
    }
    origins = policy
  }

  private mutating func readLimits(_ section: SectionReader) {
    if let number = section.integer("waiting_submissions", in: 1...10_000_000) {
      limits.waitingSubmissions = number
    }
    if let number = section.integer("waiting_bytes", in: 65_536...(16 << 30)) {
      limits.waitingBytes = number
    }
    if let number = section.integer("commit_size", in: 1...100_000) { limits.commitSize = number }
  }

  private mutating func readMaintenance(_ section: SectionReader) {
    if let isEnabled = section.flag("enabled") { maintenance.isEnabled = isEnabled }
    if let time = section.duration("interval", in: .seconds(1)...Duration.seconds(7 * 86_400)) {
      maintenance.interval = time
    }
    if let size = section.integer("batch_size", in: 1...100_000) { maintenance.batchSize = size }
  }

  private mutating func readPages(_ section: SectionReader) {
    let limits = 1...1_000
    if let number = section.integer("max_limit", in: limits) { maxLimit = number }
    if let number = section.integer("default_limit", in: limits) {
      defaultLimit = number
      if number > maxLimit {
        section.refuse("default_limit", "is greater than max_limit, which is \(maxLimit)")
      }
    } else {
      defaultLimit = min(defaultLimit, maxLimit)
    }
  }

  private mutating func readConsumer(_ section: SectionReader) {
    let times = Duration.seconds(60)...Duration.seconds(366 * 86_400)
    if let time = section.duration("processed_ttl", in: times) { keyLifetime = time }
    if section.duration("lock_ttl", in: .milliseconds(1)...Duration.seconds(86_400)) != nil {
      notices.append(
        "consumer.lock_ttl has no effect: keys and scores are one transaction, without locks.")
    }
  }

  private mutating func readLog(_ section: SectionReader) {
    let names = Log.Level.allCases.map(\.rawValue).joined(separator: ", ")
    let level = section.value("level", expected: "one of \(names)") { text, _ in
      Log.Level(rawValue: text)
    }
    if let level { log.level = level }
    if let flag = section.flag("requests") { log.hasRequests = flag }
  }
}
