import HTTPAPI

@testable import HTTPServer

/// A machine, and what it called for since it was asked last.
struct Driver {
  var machine: ConnectionStateMachine
  var now = start
  let limits: ServerLimits

  init(_ change: (inout ServerLimits) -> Void = { _ in }) {
    var limits = ServerLimits()
    change(&limits)
    self.limits = limits
    machine = ConnectionStateMachine(limits, at: start)
  }

  /// - Returns: the names of the actions that the last of the events called for.
  @discardableResult
  mutating func tell(_ events: ConnectionStateMachine.Event...) -> [String] {
    actions(events).map(\.name)
  }

  mutating func actions(
    _ events: [ConnectionStateMachine.Event]
  ) -> [ConnectionStateMachine.Action] {
    events.map { machine.handle($0, at: now) }.last ?? []
  }

  mutating func wait(_ time: Duration) -> [String] {
    now += time
    return tell(.tick)
  }

  var kind: Kind { Kind(machine.state) }

  /// The problem and the exchange of a rejection.
  mutating func rejection(
    _ events: ConnectionStateMachine.Event...
  ) -> (code: String, exchange: Exchange)? {
    for case .reject(let problem, let exchange) in actions(events) {
      return (problem.code, exchange)
    }
    return nil
  }
}
