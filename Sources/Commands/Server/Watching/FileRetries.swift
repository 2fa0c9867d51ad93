import AWS
import Bytes
import Synchronization

/// How often files, or folders, were tried in vain, and how long each waits for the next attempt.
final class FileRetries: Sendable {
  private let attempts = Mutex<[ExactText: Int]>([:])
  private let policy: RetryPolicy

  /// - Parameter policy: how its pauses grow; it never gives up.
  init(_ policy: RetryPolicy = .untilItWorks) { self.policy = policy }

  /// Notes another attempt in vain.
  func pause(for file: String) -> Duration {
    let attempts = attempts.withLock { attempts in
      attempts[ExactText(file), default: 0] += 1
      return attempts[ExactText(file), default: 1]
    }
    return policy.pause(afterAttempts: attempts, fraction: .random(in: 0.5..<1))
  }

  /// Forgets a file that was dealt with.
  /// - Returns: how often it was tried in vain.
  @discardableResult
  func settle(_ file: String) -> Int {
    attempts.withLock { $0.removeValue(forKey: ExactText(file)) } ?? 0
  }
}

extension RetryPolicy {
  /// For what a person or a program beside us has to mend, such as a full disk.
  static var untilItWorks: RetryPolicy {
    var policy = RetryPolicy()
    policy.firstPause = .seconds(1)
    policy.longestPause = .seconds(60)
    return policy
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
