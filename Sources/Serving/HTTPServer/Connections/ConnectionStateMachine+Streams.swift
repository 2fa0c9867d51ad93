import HTTPAPI

extension ConnectionStateMachine {
  mutating func answeredByStream(_ number: Int, at now: Instant) -> [Action] {
    guard case .answering(let exchange, _) = state, exchange.number == number else { return [] }
    if isEnding { return reject(.ending, exchange, at: now) }
    enter(.answering(exchange, .openingStream), until: nil)
    return [.openStream]
  }

  mutating func streamOpened(at now: Instant) -> [Action] {
    guard case .answering(let exchange, .openingStream) = state else { return [] }
    enter(.streaming(exchange, StreamProgress(lastWritten: now)), until: nil)
    return [.beginStream(exchange), .resumeReading]
  }

  mutating func streamRejected(_ problem: ProblemDetails, at now: Instant) -> [Action] {
    guard case .answering(let exchange, .openingStream) = state else { return [] }
    return reject(problem, exchange, at: now)
  }

  /// Sends waiting pieces, as far as the client takes them.
  mutating func streamReady(at now: Instant) -> [Action] {
    guard case .streaming(let exchange, var progress) = state else { return [] }
    progress.blockedSince = isWritable ? nil : progress.blockedSince ?? now
    enter(.streaming(exchange, progress), until: nil)
    return isWritable ? [.flushStream] : []
  }

  mutating func writability(_ isWritable: Bool, at now: Instant) -> [Action] {
    noteWritability(isWritable)
    if case .upgraded = state { return upgradeReady(at: now) }
    return isWritable ? streamReady(at: now) : []
  }

  mutating func streamWritten(at now: Instant) -> [Action] {
    guard case .streaming(let exchange, var progress) = state else { return [] }
    progress.lastWritten = now
    enter(.streaming(exchange, progress), until: nil)
    return []
  }

  /// Ends a stream cleanly; the client reconnects by itself.
  mutating func streamEnded(at now: Instant) -> [Action] {
    guard case .streaming(let exchange, _) = state else { return [] }
    enter(.responding(exchange.last), until: now + limits.drainTime)
    return [.endStream]
  }

  mutating func checkStream(at now: Instant) -> [Action] {
    guard case .streaming(let exchange, var progress) = state else { return [] }
    if now - exchange.began > limits.streamTime { return streamEnded(at: now) }
    if !isWritable {
      let since = progress.blockedSince ?? now
      if now - since > limits.streamPatience { return close() }
      progress.blockedSince = since
      enter(.streaming(exchange, progress), until: nil)
      return []
    }
    return now - progress.lastWritten >= limits.streamHeartbeat ? [.sendHeartbeat] : []
  }
}
