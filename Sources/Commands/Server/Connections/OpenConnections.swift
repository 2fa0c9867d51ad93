import NIOCore
import NIOPosix

/// All open connections: a list for each event loop, and how many there may be.
final class OpenConnections: Sendable {
  /// There are as many connections as may be, and something goes on in all of them.
  struct TooMany: Error {}

  private let lists: [ObjectIdentifier: NIOLoopBound<ConnectionList>]
  private let count = ConnectionCount()
  private let maximum: Int

  init(on group: MultiThreadedEventLoopGroup, atMost maximum: Int) async throws {
    var lists: [ObjectIdentifier: NIOLoopBound<ConnectionList>] = [:]
    for loop in group.makeIterator() {
      lists[ObjectIdentifier(loop)] = try await loop.submit { [count] in
        let list = ConnectionList(count)
        list.start(on: loop)
        return NIOLoopBound(list, eventLoop: loop)
      }.get()
    }
    self.lists = lists
    self.maximum = maximum
  }

  /// The list in which a new connection belongs; called on its event loop.
  ///
  /// Where there are as many as may be, some that wait for their next request are closed.
  /// - Throws: `TooMany` where that has not helped.
  func list(for channel: any Channel) throws -> ConnectionList {
    if count.value >= maximum {
      let surplus = max(1, maximum / 64)
      for list in lists.values {
        list.eventLoop.execute { list.value.closeIdle(surplus) }
      }
      // Closing takes a moment, in which a few more are taken than there may be in the long run.
      guard count.value < maximum + maximum / 16 + 8 else { throw TooMany() }
    }
    guard let list = lists[ObjectIdentifier(channel.eventLoop)] else { throw TooMany() }
    return list.value
  }

  /// Ends all connections: those in which something goes on when it is done, and after a while
  /// also where it is not; but uploads are handled to their end.
  func end(within time: TimeAmount) async {
    let deadline = NIODeadline.now() + time
    await onEach { $0.endSoon() }
    while count.value > 0 {
      let isLate = NIODeadline.now() >= deadline
      await onEach { isLate ? $0.closeAll() : $0.endSoon() }
      try? await Task.sleep(for: .milliseconds(20))
    }
    await onEach { $0.stop() }
  }

  private func onEach(_ body: @escaping @Sendable (ConnectionList) -> Void) async {
    for list in lists.values {
      try? await list.eventLoop.submit { body(list.value) }.get()
    }
  }
}
