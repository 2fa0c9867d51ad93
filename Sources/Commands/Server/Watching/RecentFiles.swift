import Bytes
import Storage

/// Which files were seen lately, and what they were.
struct RecentFiles {
  private var versions: [ExactText: LocalEntry] = [:]
  /// The files in the order in which they were seen first, and where the next one goes.
  private var files: [ExactText] = []
  private var next = 0

  private static let maxCount = 512

  /// - Returns: whether the file is not what it was when it was seen before.
  mutating func remember(_ file: String, _ version: LocalEntry?) -> Bool {
    guard let version else { return true }
    let file = ExactText(file)
    let before = versions.updateValue(version, forKey: file)
    if before == nil { add(file) }
    return before != version
  }

  mutating func forget(_ file: String) { versions[ExactText(file)] = nil }

  mutating func forget(below folder: String) {
    for file in versions.keys where file.text.begins(withBytesOf: "\(folder)/") {
      versions[file] = nil
    }
  }

  private mutating func add(_ file: ExactText) {
    if files.count < Self.maxCount { return files.append(file) }
    if files[next] != file { versions[files[next]] = nil }
    files[next] = file
    next = (next + 1) % Self.maxCount
  }
}
