import Testing

@testable import LiveServer

@Suite struct ConfigurationFaultTests {
  private func faults(_ yaml: String, _ variables: [String: String] = [:]) -> [String] {
    do throws(ConfigurationError) {
      _ = try LiveConfiguration(yaml: yaml, variables: variables)
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test(arguments: [
    (
      "server:\n  prot: 80",
      """
      line 2: server.prot: unknown key; did you mean port? Expected: allowed_hosts, host, \
      idle_timeout, port, read_timeout, shutdown_timeout, write_timeout
      """
    ),
    (
      "sync:\n  colour: red",
      "line 2: sync.colour: unknown key. Expected: batch_size, enabled, interval"
    ),
    ("server: 8080", "line 1: server: expected settings by name, found a text"),
    ("server:\n  port: 65536", "line 2: server.port: expected 0 to 65535, found '65536'"),
    ("server:\n  port: -1", "line 2: server.port: expected 0 to 65535, found '-1'"),
    ("server:\n  port: '80'", "line 2: server.port: expected 0 to 65535, found the text '80'"),
    ("server:\n  port: 80.5", "line 2: server.port: expected 0 to 65535, found '80.5'"),
    ("server:\n  port: [80]", "line 2: server.port: expected 0 to 65535, found a list"),
    (
      "server:\n  read_timeout: 5",
      """
      line 2: server.read_timeout: expected a duration from 100ms to 1h, such as 5s or 30m, found '5'
      """
    ),
    (
      "sync:\n  interval: 0s",
      "line 2: sync.interval: expected a duration from 1s to 168h, such as 5s or 30m, found '0s'"
    ),
    ("sync:\n  enabled: yes", "line 2: sync.enabled: expected true or false, found 'yes'"),
    (
      "leaderboard:\n  max_limit: 50\n  default_limit: 60",
      "line 3: leaderboard.default_limit: is greater than max_limit, which is 50"
    ),
    (
      "cors:\n  origins: example.org",
      "line 2: cors.origins: expected * alone, or origins such as https://example.org"
    ),
    (
      "log:\n  level: loud",
      """
      line 2: log.level: expected one of trace, debug, info, notice, warning, error, critical, \
      found 'loud'
      """
    ),
    ("data_dir: {a: 1}", "line 1: data_dir: expected a text, found settings by name"),
    (
      "server: {port: 1}\nhttp_server: {port: 1}",
      "line 2: http_server: server says the same; keep one of the two sections"
    ),
  ])
  func wrongSettingIsNamedWithItsLine(_ yaml: String, _ fault: String) {
    #expect(faults(yaml) == [fault])
  }

  @Test func allFaultsAreReportedInTheOrderOfTheFile() {
    let found = faults("server:\n  port: x\nauht: 1\nsync:\n  interval: 3\n")
    #expect(found.map { $0.prefix(7) } == ["line 2:", "line 3:", "line 5:"])
    #expect(found[1].hasPrefix("line 3: auht: unknown key; did you mean auth? Expected: auth, "))
  }

  @Test(arguments: [
    ("- name: a\n      token: 0123456789abcdef", "line 3: auth.tokens[0].scopes: is missing"),
    (
      "- {name: a, token: 0123456789abcdef, scopes: [write]}",
      "line 3: auth.tokens[0].scopes: expected submit, manage or read, found 'write'"
    ),
    (
      "- {name: a, token: '0123456789 abcdef', scopes: read}",
      """
      line 3: auth.tokens[0].token: expected at least 16 characters of ASCII, without spaces, \
      found a text
      """
    ),
    (
      "- {name: a, token: 0123456789abcdef, scopes: read, rate_limit: 0}",
      "line 3: auth.tokens[0].rate_limit: expected 1 to 1000000, found '0'"
    ),
    (
      "- {name: a, token: 0123456789abcdef, scopes: read}\n    - {name: a, token: 0123456789abcdeF, scopes: read}",
      "line 2: auth.tokens: two tokens have the same name"
    ),
    (
      "- {name: a, token: 0123456789abcdef, scopes: read}\n    - {name: b, token: 0123456789abcdef, scopes: read}",
      "line 2: auth.tokens: two tokens are the same"
    ),
    (
      "- {name: a, token: hunter2, scopes: read}",
      """
      line 3: auth.tokens[0].token: expected at least 16 characters of ASCII, without spaces, \
      found a text
      """
    ),
    ("- hunter2", "line 3: auth.tokens[0]: expected settings by name, found a text"),
  ])
  func wrongTokenIsRefusedAndNeverShown(_ token: String, _ fault: String) {
    #expect(faults("auth:\n  tokens:\n    \(token)").first == fault)
  }

  @Test func privateReadsNeedATokenToReadWith() {
    #expect(
      faults("auth:\n  public_reads: false") == [
        "line 2: auth.public_reads: without tokens nobody could read; add auth.tokens"
      ])
  }

  @Test(arguments: [
    ("server: {port: 1", "line 2: : the file is no YAML: did not find expected ',' or '}'"),
    ("a: 1\na: 2", "line 1: the file is no YAML: a is given twice"),
    ("a: 1\n---\nb: 1", "line 2: the file is no YAML: but found another document"),
    ("? [a, b]\n: 1", "line 1: expected a name as a key"),
  ])
  func brokenFileIsRefused(_ yaml: String, _ fault: String) {
    #expect(faults(yaml).first == fault.replacing(": : ", with: ": "))
  }

  @Test(arguments: [
    (
      "server:\n  port: ${PORT}",
      "line 2: server.port: the variable PORT is not set; set it, or write ${PORT:default}"
    ),
    (
      "data_dir: ${A B}",
      "line 1: data_dir: '${A B}' names no variable; expected ${NAME} or ${NAME:default}"
    ),
    ("data_dir: /x/${HOME", "line 1: data_dir: '${' has no '}'"),
    ("server:\n  port: ${PORT:x}", "line 2: server.port: expected 0 to 65535, found 'x'"),
  ])
  func wrongVariableIsNamedWithItsPlace(_ yaml: String, _ fault: String) {
    #expect(faults(yaml) == [fault])
  }
}
