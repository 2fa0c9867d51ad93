import HTTPAPI
import LiveAPI
import Testing

@testable import LiveServer

@Suite struct LiveConfigurationTests {
  @Test func withoutAFileTheServerIsEmbeddedAndLocal() throws {
    let configuration = try LiveConfiguration(variables: ["HOME": "/root"])
    #expect(configuration == LiveConfiguration())
    #expect(configuration.server.host == "127.0.0.1")
    #expect(configuration.server.port == 8080)
    #expect(configuration.maintenance.interval == .seconds(1_800))
    #expect(configuration.defaultLimit == 100)
    #expect(configuration.maxLimit == 1_000)
    #expect(configuration.keyLifetime == .seconds(604_800))
    #expect(configuration.access.tokens.isEmpty)
  }

  @Test func everySettingIsRead() throws {
    let configuration = try LiveConfiguration(
      yaml: """
        server:
          host: 0.0.0.0
          port: 9000
          read_timeout: 2s
          write_timeout: 1m30s
          idle_timeout: 500ms
          shutdown_timeout: 20s
          allowed_hosts: [boards.example.org, www.example.org]
        data_dir: /var/lib/live
        auth:
          public_reads: false
          tokens:
            - name: game
              token: 0123456789abcdef
              scopes: [submit, read]
              rate_limit: 50
            - name: owner
              token: "fedcba9876543210"
              scopes: manage
        cors:
          origins: https://example.org
        limits:
          waiting_submissions: 10
          waiting_bytes: 65536
          commit_size: 5
        sync:
          interval: 1h
          batch_size: 7
          enabled: false
        leaderboard:
          default_limit: 10
          max_limit: 20
        consumer:
          processed_ttl: 24h
        log:
          level: warning
          requests: false
        """, variables: [:])
    var expected = LiveConfiguration()
    expected.server = LiveConfiguration.Server(
      host: "0.0.0.0", port: 9_000, readTimeout: .seconds(2), writeTimeout: .seconds(90),
      idleTimeout: .milliseconds(500), shutdownTimeout: .seconds(20),
      allowedHosts: ["boards.example.org", "www.example.org"])
    expected.dataFolder = "/var/lib/live"
    expected.access.hasPublicReads = false
    expected.access.tokens = [
      LiveConfiguration.Access.Token(
        name: "game", secret: "0123456789abcdef", scopes: [.submit, .read], rateLimit: 50),
      LiveConfiguration.Access.Token(
        name: "owner", secret: "fedcba9876543210", scopes: [.manage], rateLimit: nil),
    ]
    expected.origins = CORSPolicy.origins(["https://example.org"])
    expected.limits = LiveConfiguration.Limits(
      waitingSubmissions: 10, waitingBytes: 65_536, commitSize: 5)
    expected.maintenance = LiveConfiguration.Maintenance(
      isEnabled: false, interval: .seconds(3_600), batchSize: 7)
    expected.defaultLimit = 10
    expected.maxLimit = 20
    expected.keyLifetime = .seconds(86_400)
    expected.log = LiveConfiguration.Log(level: .warning, hasRequests: false)
    #expect(configuration == expected)
  }

  @Test func theOtherDocumentsSectionIsTheSameServer() throws {
    let configuration = try LiveConfiguration(
      yaml: "http_server:\n  port: 81\n  read_timeout: 1s", variables: [:])
    #expect(configuration.server.port == 81)
    #expect(configuration.server.readTimeout == .seconds(1))
  }

  @Test(arguments: [
    ("port: ${PORT:81}", [:], 81), ("port: ${PORT:81}", ["PORT": "82"], 82),
    ("port: ${PORT:81}", ["PORT": ""], 81), ("port: ${PORT}", ["PORT": "82"], 82),
    ("port: \"${PORT:81}\"", [:], 81), ("port: 8${DIGIT:1}", ["DIGIT": "3"], 83),
  ])
  func variablesReplaceTheirPlaces(
    _ line: String, _ variables: [String: String], _ port: Int
  ) throws {
    let configuration = try LiveConfiguration(yaml: "server:\n  \(line)", variables: variables)
    #expect(configuration.server.port == port)
  }

  /// A value with the syntax of YAML stays a value.
  @Test func variablesCannotAddSettings() throws {
    let configuration = try LiveConfiguration(
      yaml: "data_dir: ${FOLDER}", variables: ["FOLDER": "a: b # c\nserver: {port: 1}"])
    #expect(configuration.dataFolder == "a: b # c\nserver: {port: 1}")
    #expect(configuration.server.port == 8080)
  }

  @Test(arguments: [
    ("a", "a"), ("$", "$"), ("$a", "$a"), ("$${A}", "${A}"), ("${A:}", ""), ("${A::}", ":"),
    ("${A:x}${B:y}", "xy"), ("a${A:b}c", "abc"), ("${A:-1}", "-1"),
  ])
  func substitution(_ text: String, _ expected: String) throws {
    #expect(try VariableSubstitution.substitute([:], in: text) == expected)
  }

  @Test(arguments: [
    ("5s", Duration.seconds(5)), ("30m", .seconds(1_800)), ("1h30m", .seconds(5_400)),
    ("500ms", .milliseconds(500)), ("0s", .zero), ("2us", .microseconds(2)),
  ])
  func durations(_ text: String, _ duration: Duration) {
    #expect(DurationText.parse(text) == duration)
    #expect(DurationText.text(of: duration) == text)
  }

  @Test(arguments: [
    "", "5", "s", "-5s", "1.5s", "5 s", "5d", "9223372036854775807s", "99999999999999999999s",
    "9223372036s1h", "٣s",
  ])
  func otherTextsAreNoDurations(_ text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(arguments: [
    ("prot", "port"), ("readtimeout", "read_timeout"), ("Port", "port"), ("intervall", "interval"),
  ])
  func nearestName(_ name: String, _ expected: String) {
    let names = ["port", "read_timeout", "write_timeout", "interval"]
    #expect(NearestName.of(name, in: names) == expected)
  }

  @Test func nothingIsNearToAnotherWord() {
    #expect(NearestName.of("colour", in: ["port", "host"]) == nil)
  }

  @Test func settingsWithoutAnEffectAreSaid() throws {
    let configuration = try LiveConfiguration(
      yaml: "consumer:\n  lock_ttl: 5s", variables: [:])
    #expect(configuration.notices.count == 1)
  }

  @Test(arguments: [("127.0.0.1", 0), ("::1", 0), ("0.0.0.0", 1), ("10.1.2.3", 1)])
  func whatOthersMayDoWithoutTokensIsSaid(_ host: String, _ count: Int) {
    var configuration = LiveConfiguration()
    configuration.server.host = host
    #expect(configuration.startNotices.count == count)
    configuration.access.tokens = [
      LiveConfiguration.Access.Token(name: "a", secret: "", scopes: [.submit])
    ]
    #expect(configuration.startNotices.isEmpty)
  }
}
