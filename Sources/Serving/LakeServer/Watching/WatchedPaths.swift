import Bytes
import Concurrency
import Storage
import Synchronization

/// The files seen lately, and their identities.
struct RecentFiles {
  private var versions = LRUCache<ExactText, LocalEntry>(maxCount: 512)

  /// - Returns: whether the file differs from the one seen before.
  mutating func remember(_ file: String, _ version: LocalEntry?) -> Bool {
    guard let version else { return true }
    let file = ExactText(file)
    if versions.value(for: file) == version { return false }
    versions.insert(version, for: file)
    return true
  }

  mutating func forget(_ file: String) { versions.removeValue(for: ExactText(file)) }

  mutating func forget(below folder: String) {
    versions.removeValues { $0.text.begins(withBytesOf: "\(folder)/") }
  }
}

/// Messages that were printed already, to avoid repetition.
package final class PrintedMessages: Sendable {
  private let printed = Mutex(LRUCache<ExactText, Void>(maxCount: 4_096))

  package init() {}

  /// Records a message.
  /// - Returns: whether it is not among the last few thousand.
  package func isNew(_ message: String) -> Bool {
    printed.withLock { printed in
      if printed.value(for: ExactText(message)) != nil { return false }
      printed.insert((), for: ExactText(message))
      return true
    }
  }
}

/// Failed attempts per file or folder, and the delay of the next one.
final class PathRetries: Sendable {
  private static let firstPause = Duration.seconds(1)
  private static let maxPause = Duration.seconds(60)

  private let attempts = Mutex<[ExactText: Int]>([:])

  /// Records a failed attempt.
  /// - Returns: the delay of the next one: about a second, doubled each time, up to a minute.
  func pause(for path: String) -> Duration {
    let attempts = attempts.withLock { attempts in
      attempts[ExactText(path), default: 0] += 1
      return attempts[ExactText(path), default: 1]
    }
    return Backoff(firstPause: Self.firstPause, maxPause: Self.maxPause)
      .pause(afterAttempts: attempts, fraction: .random(in: 0.5..<1))
  }

  /// Forgets a path that was handled.
  /// - Returns: the number of failed attempts.
  @discardableResult
  func settle(_ path: String) -> Int {
    attempts.withLock { $0.removeValue(forKey: ExactText(path)) } ?? 0
  }
}
