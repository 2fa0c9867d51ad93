package import Bytes
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
      throw CredentialsError(code: .unreadable, place: path, reason: reason)
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
