/// One fault of a configuration: where it stands, and what is wrong there.
package struct ConfigurationFault: Hashable, Sendable, CustomStringConvertible {
  /// The line of the file, from 1; `nil` for a fault of the environment or the command line.
  package let line: Int?
  /// The setting by its path, such as `server.port`, or the name of a variable; may be empty.
  package let setting: String
  /// What was found and what is expected.
  package let reason: String

  package init(line: Int? = nil, setting: String, reason: String) {
    self.line = line
    self.setting = setting
    self.reason = reason
  }

  /// Such as `line 3: server.port: expected …`.
  package var description: String {
    [line.map { "line \($0)" }, setting.isEmpty ? nil : setting, reason]
      .compactMap { $0 }.joined(separator: ": ")
  }
}

/// All faults of a configuration, in the order of the file.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  package let faults: [ConfigurationFault]

  package init(_ faults: [ConfigurationFault]) { self.faults = faults }

  /// A line each.
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Collects faults, so that an operator sees all of them at once.
final class FaultCollector {
  private(set) var faults: [ConfigurationFault] = []

  func add(_ setting: String, _ reason: String, line: Int? = nil) {
    faults.append(ConfigurationFault(line: line, setting: setting, reason: reason))
  }
}
