import Synchronization

/// How many connections are open, over all event loops.
final class ConnectionCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
}
