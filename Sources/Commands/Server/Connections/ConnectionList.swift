import NIOCore

/// The open connections of one event loop.
///
/// Times are looked at in one go twice a second: a timer for each connection, set anew with each
/// request, costs more than to answer one.
final class ConnectionList {
  private var connections: [ObjectIdentifier: Connection] = [:]
  private let count: ConnectionCount
  private var sweeping: RepeatedTask?

  init(_ count: ConnectionCount) { self.count = count }

  func start(on loop: any EventLoop) {
    let list = NIOLoopBound(self, eventLoop: loop)
    sweeping = loop.scheduleRepeatedTask(
      initialDelay: .milliseconds(500), delay: .milliseconds(500)
    ) { _ in list.value.sweep() }
  }

  func stop() { sweeping?.cancel() }

  func add(_ connection: Connection) {
    if connections.updateValue(connection, forKey: ObjectIdentifier(connection)) == nil {
      count.add(1)
    }
  }

  func remove(_ connection: Connection) {
    if connections.removeValue(forKey: ObjectIdentifier(connection)) != nil { count.add(-1) }
  }

  private func sweep() {
    let now = NIODeadline.now()
    for connection in Array(connections.values) { connection.check(at: now) }
  }

  /// Closes connections on which nothing goes on, those first that have been so for longest.
  func closeIdle(_ count: Int) {
    let idle = connections.values.filter(\.isIdle).sorted { $0.lastActive < $1.lastActive }
    for connection in idle.prefix(count) { connection.close() }
  }

  func endSoon() {
    for connection in Array(connections.values) { connection.endSoon() }
  }

  /// Closes all but those that wait for what comes of an upload.
  func closeAll() {
    for connection in Array(connections.values) where !connection.isHandlingUpload {
      connection.close()
    }
  }
}
