import NIOCore
import NIOPosix
import Synchronization

/// All open connections: one list per event loop, and their limit.
final class OpenConnections: Sendable {
  /// The limit is reached, and all connections are busy.
  struct TooMany: Error {}

  private let lists: [ObjectIdentifier: NIOLoopBound<ConnectionList>]
  private let count: ConnectionCount
  private let maximum: Int

  init(
    on group: MultiThreadedEventLoopGroup, atMost maximum: Int,
    count: ConnectionCount = ConnectionCount()
  ) async throws {
    var lists: [ObjectIdentifier: NIOLoopBound<ConnectionList>] = [:]
    for loop in group.makeIterator() {
      lists[ObjectIdentifier(loop)] = try await loop.submit { [count] in
        let list = ConnectionList(count)
        list.start(on: loop)
        return NIOLoopBound(list, eventLoop: loop)
      }.get()
    }
    self.lists = lists
    self.count = count
    self.maximum = maximum
  }

  /// The list for a new connection; called on its event loop. At the limit, some idle connections
  /// are closed.
  /// - Throws: `TooMany` if that did not help.
  func list(for channel: any Channel) throws -> ConnectionList {
    if count.value >= maximum {
      let surplus = max(1, maximum / 64)
      for list in lists.values {
        list.eventLoop.execute { list.value.makeRoom(surplus) }
      }
      // Closing takes a moment, so a few more than the limit may be open briefly.
      guard count.value < maximum + maximum / 16 + 8 else { throw TooMany() }
    }
    guard let list = lists[ObjectIdentifier(channel.eventLoop)] else { throw TooMany() }
    return list.value
  }

  /// Ends all connections: busy ones when they are done, and after a while in any case, except that
  /// complete bodies are handled to their end.
  func end(within time: Duration) async {
    let deadline = Moment.now + time
    await onEach { $0.tellAll(.shutdown) }
    while count.value > 0 {
      let isLate = Moment.now >= deadline
      await onEach { $0.tellAll(isLate ? .abort : .shutdown) }
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

/// The open connections of one event loop.
///
/// Times are looked at in one go twice a second: a timer for each connection, set anew with each
/// request, costs more than to answer one.
final class ConnectionList {
  private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
  private let count: ConnectionCount
  private var sweeping: RepeatedTask?

  init(_ count: ConnectionCount = ConnectionCount()) { self.count = count }

  func start(on loop: any EventLoop) {
    let list = NIOLoopBound(self, eventLoop: loop)
    sweeping = loop.scheduleRepeatedTask(
      initialDelay: .milliseconds(500), delay: .milliseconds(500)
    ) { _ in list.value.tellAll(.tick) }
  }

  func stop() { sweeping?.cancel() }

  func add(_ connection: ConnectionHandler) {
    if connections.updateValue(connection, forKey: ObjectIdentifier(connection)) == nil {
      count.add(1)
    }
  }

  func remove(_ connection: ConnectionHandler) {
    if connections.removeValue(forKey: ObjectIdentifier(connection)) != nil { count.add(-1) }
  }

  func tellAll(_ event: ConnectionStateMachine.Event) {
    let now = Moment.now
    for connection in Array(connections.values) { connection.handle(event, at: now) }
  }

  /// Closes idle connections, the longest idle first.
  func makeRoom(_ count: Int) {
    let idle = connections.values.filter(\.machine.mayMakeRoom)
      .sorted { $0.machine.lastActive < $1.machine.lastActive }
    for connection in idle.prefix(count) { connection.handle(.makeRoom) }
  }
}

/// The number of open connections of all event loops.
final class ConnectionCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
}
