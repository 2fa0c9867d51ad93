package import Bytes
import Failures
import Storage

/// One profile of the shared files.
///
/// `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name the files, by default `~/.aws/config`
/// and `~/.aws/credentials`; a missing file counts as empty.
package struct SharedConfiguration: Sendable {
  /// Returns the bytes of a file; `nil` if there is none. Throws other errors.
  package typealias FileReader = @Sendable (_ path: String) throws -> SharedBytes?

  /// `AWS_PROFILE`, or `default`.
  package let profileName: String
  /// Whether `AWS_PROFILE` names the profile.
  let isProfileNamed: Bool
  /// The settings of the profile, those of the credentials file first; `nil` if no file has it.
  let profile: [String: String]?
  /// The settings of the profile's `services` section, such as `s3.endpoint_url`.
  let services: [String: String]

  /// - Throws: if a file exists and cannot be read.
  package init(
    environment: [String: String], readFile: FileReader
  ) throws(CredentialsError) {
    let named = environment["AWS_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
    let name = named ?? "default"
    let config = try Self.sections(
      environment["AWS_CONFIG_FILE"] ?? "~/.aws/config", environment, readFile)
    let credentials = try Self.sections(
      environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials", environment, readFile)

    let inConfig =
      config["profile \(name)"] ?? (name == "default" ? config["default"] : nil)
    let both = [inConfig, credentials[name]].compactMap { $0 }
    let profile: [String: String]? =
      both.isEmpty ? nil : both.reduce(into: [:]) { $0.merge($1) { _, later in later } }
    profileName = name
    isProfileNamed = named != nil
    self.profile = profile
    services = profile?["services"].flatMap { config["services \($0)"] } ?? [:]
  }

  private static func sections(
    _ path: String, _ environment: [String: String], _ readFile: FileReader
  ) throws(CredentialsError) -> [String: [String: String]] {
    var path = path
    if path.hasPrefix("~/") {
      guard let home = environment["HOME"], !home.isEmpty else { return [:] }
      path = home + path.dropFirst(1)
    }
    guard let bytes = try read(path, readFile) else { return [:] }
    return ConfigurationText(String(decoding: bytes, as: UTF8.self)).sections
  }

  static func read(
    _ path: String, _ readFile: FileReader
  ) throws(CredentialsError) -> [UInt8]? {
    do {
      return try readFile(path)?.array
    } catch {
      let reason = (error as? ObjectStoreError)?.reason ?? "\(error)"
      throw CredentialsError(
        code: .unreadable, place: path, reason: reason, underlying: error)
    }
  }
}

extension SharedConfiguration {
  /// Reads a file of this machine.
  package static let readLocalFile: FileReader = { path in
    do throws(ObjectStoreError) {
      return try LocalFile.read(path)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }
}

/// The text of a shared file, as sections of settings.
///
/// Reads the form of the AWS SDKs: `[section]`, `name = value`, comments after `#` or `;`, and
/// nested settings as indented lines below a name without a value, kept as `name.inner`. Other
/// lines are skipped, as in the SDKs.
struct ConfigurationText {
  /// By the name between the brackets, with single spaces.
  private(set) var sections: [String: [String: String]] = [:]

  init(_ text: String) {
    var section: String?
    var outer: String?
    for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).map(Substring.init) {
      guard let first = line.utf8.first, !Self.isComment(first) else { continue }
      if first == UInt8(ascii: "[") {
        section = Self.sectionName(line)
        outer = nil
        if let section { sections[section] = sections[section] ?? [:] }
        continue
      }
      guard let section, let (name, value) = Self.setting(line) else { continue }
      if !Self.isBlank(first) {
        outer = value.isEmpty ? name : nil
        sections[section]?[name] = value
      } else if let outer {
        sections[section]?["\(outer).\(name)"] = value
      }
    }
  }

  /// `[profile  name]` gives `profile name`.
  private static func sectionName(_ line: Substring) -> String? {
    guard let end = line.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    return words(line[..<end].dropFirst()).joined(separator: " ")
  }

  private static func setting(_ line: Substring) -> (name: String, value: String)? {
    guard let sign = line.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = trimmed(line[..<sign]).lowercased()
    guard !name.isEmpty else { return nil }
    return (name, trimmed(withoutComment(line[line.utf8.index(after: sign)...])))
  }

  /// A comment in a line starts after a blank, since keys may contain `#`.
  private static func withoutComment(_ value: Substring) -> Substring {
    let bytes = value.utf8
    for index in bytes.indices where isComment(bytes[index]) {
      if index == bytes.startIndex || isBlank(bytes[bytes.index(before: index)]) {
        return value[..<index]
      }
    }
    return value
  }

  private static func words(_ text: Substring) -> [String] {
    text.utf8.split(whereSeparator: isBlank).map { String(Substring($0)) }
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
      let last = text.utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private static func isComment(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
  }
}
