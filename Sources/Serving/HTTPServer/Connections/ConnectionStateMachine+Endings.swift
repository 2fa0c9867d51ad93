import HTTPAPI

extension ConnectionStateMachine {
  /// Checks whether the state has lasted too long.
  mutating func tick(at now: Instant) -> [Action] {
    if case .streaming = state { return checkStream(at: now) }
    if case .upgraded = state { return checkUpgrade(at: now) }
    guard let deadline, now >= deadline else { return [] }
    switch state {
    case .readingHead, .readingEnd, .readingBody: return rejectInput(.tooSlow, at: now)
    case .answering(let exchange, _):
      return [.cancelAnswer] + reject(.queryTimedOut, exchange, at: now)
    case .idle, .responding, .streaming, .upgraded, .lingering, .closed: return close()
    }
  }

  mutating func inputClosed(at now: Instant) -> [Action] {
    noteInputClosed()
    switch state {
    case .answering, .responding: return inputClosing(at: now)
    case .idle, .readingHead, .readingEnd, .readingBody, .streaming, .upgraded, .lingering, .closed:
      return close()
    }
  }

  /// Shortens the time for an answer that probably nobody waits for: a client that left looks like
  /// one that closed its side.
  mutating func inputClosing(at now: Instant) -> [Action] {
    if case .answering(_, .answer) = state { hasten(until: now + limits.halfClosedTime) }
    return []
  }

  mutating func makeRoom() -> [Action] { mayMakeRoom ? close() : [] }

  /// Ends idle work at once; a request in progress is answered first.
  mutating func shutdown(at now: Instant) -> [Action] {
    let isFirst = !isEnding
    noteEnding()
    switch state {
    case .idle, .readingHead, .lingering: return close()
    case .readingEnd, .readingBody: return rejectInput(.ending, at: now)
    case .streaming: return streamEnded(at: now)
    case .upgraded: return isFirst ? [.finishUpgrade] : []
    case .answering, .responding, .closed: return []
    }
  }

  /// Closes the connection unless it waits for the result of a body.
  mutating func abort() -> [Action] {
    exchange?.hasReceivedBody == true ? [] : close()
  }

  mutating func close() -> [Action] {
    if case .closed = state { return [] }
    return disconnected() + [.close]
  }

  /// Releases everything that a vanished client used.
  mutating func disconnected() -> [Action] {
    defer { enter(.closed, until: nil) }
    switch state {
    case .readingBody: return [.abandonBody]
    case .answering(_, .answer): return [.cancelAnswer]
    case .streaming: return [.abandonStream]
    case .upgraded: return [.endUpgrade]
    case .idle, .readingHead, .readingEnd, .answering, .responding, .lingering, .closed: return []
    }
  }
}
