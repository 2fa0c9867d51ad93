import Bytes
import Synchronization

/// What was said already, so that it is not said again and again.
final class SaidOnce: Sendable {
  private let said = Mutex<Set<ExactText>>([])

  /// Once so much was said, all of it may be said again.
  private static let maxCount = 4_096

  func isNew(_ text: String) -> Bool {
    said.withLock { said in
      if said.count >= Self.maxCount { said.removeAll() }
      return said.insert(ExactText(text)).inserted
    }
  }
}
