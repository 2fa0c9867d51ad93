import Bytes
import Failures
import Storage

extension LiveConfiguration {
  private static let maxFileBytes = 1 << 20

  /// Reads the configuration of a file.
  /// - Parameters:
  ///   - path: `nil` for the defaults.
  ///   - variables: the environment.
  /// - Throws: `ConfigurationError`, also if the file cannot be read.
  package init(
    file path: String?, variables: [String: String]
  ) throws(ConfigurationError) {
    guard let path else {
      try self.init(variables: variables)
      return
    }
    try self.init(yaml: Self.text(of: path), variables: variables)
  }

  private static func text(of path: String) throws(ConfigurationError) -> String {
    let bytes: [UInt8]
    do throws(ObjectStoreError) {
      bytes = try LocalFile.read(path).array
    } catch {
      throw refusal("the file cannot be read: \(error.reason)")
    }
    guard bytes.count <= maxFileBytes else {
      throw refusal("the file is larger than \(maxFileBytes) bytes")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw refusal("the file is not UTF-8")
    }
    return text
  }

  private static func refusal(_ reason: String) -> ConfigurationError {
    ConfigurationError([ConfigurationFault(setting: "", reason: reason)])
  }
}
