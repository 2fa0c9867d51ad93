import HTTPAPI

extension ConnectionStateMachine {
  mutating func answered(_ number: Int, _ byteCount: Int, at now: Instant) -> [Action] {
    // The answer may be late: another one was sent instead, and the next request may have arrived.
    guard case .answering(let exchange, _) = state, exchange.number == number else { return [] }
    return respond(exchange, byteCount: byteCount, at: now)
  }

  /// Sends the computed answer.
  mutating func respond(_ exchange: Exchange, byteCount: Int, at now: Instant) -> [Action] {
    let exchange = leaveOpenOrNot(exchange)
    let patience = Duration.seconds(byteCount >> 14)
    enter(.responding(exchange), until: now + limits.drainTime + patience)
    return [.respond(exchange)]
  }

  mutating func reject(
    _ problem: ProblemDetails, _ exchange: Exchange, at now: Instant
  ) -> [Action] {
    let exchange = leaveOpenOrNot(exchange)
    enter(.responding(exchange), until: now + limits.drainTime)
    return [.reject(problem, exchange)]
  }

  private func leaveOpenOrNot(_ exchange: Exchange) -> Exchange {
    var exchange = exchange
    exchange.keepsAlive = exchange.keepsAlive && !isEnding && !isInputClosed
    return exchange
  }

  mutating func sent(at now: Instant) -> [Action] {
    switch state {
    case .responding(let exchange):
      guard exchange.keepsAlive else { return linger(at: now) }
      becomeIdle(at: now)
      return [.handleHeld]
    case .idle, .readingHead, .readingEnd, .readingBody, .answering, .streaming, .upgraded,
      .lingering, .closed:
      return []
    }
  }

  mutating func caughtUp() -> [Action] {
    guard case .idle = state else { return [] }
    return isInputClosed ? close() : [.resumeReading]
  }

  private mutating func linger(at now: Instant) -> [Action] {
    if isInputClosed || isEnding { return close() }
    enter(.lingering, until: now + limits.lingerTime)
    return [.closeOutput, .resumeReading]
  }
}
