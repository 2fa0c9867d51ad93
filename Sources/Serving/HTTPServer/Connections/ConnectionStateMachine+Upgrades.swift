import HTTPAPI

// WebSocket sessions after the upgrade.
extension ConnectionStateMachine {
  /// Sends what the session has, as far as the client takes it.
  mutating func upgradeReady(at now: Instant) -> [Action] {
    guard case .upgraded(var progress) = state else { return [] }
    progress.blockedSince = isWritable ? nil : progress.blockedSince ?? now
    enter(.upgraded(progress), until: nil)
    return isWritable ? [.flushUpgrade] : []
  }

  mutating func upgradeWritten(at now: Instant) -> [Action] {
    guard case .upgraded(var progress) = state else { return [] }
    progress.lastWritten = now
    enter(.upgraded(progress), until: nil)
    return []
  }

  /// The session has sent its last bytes.
  mutating func upgradeEnded(at now: Instant) -> [Action] {
    guard case .upgraded = state else { return [] }
    enter(.lingering, until: now + limits.lingerTime)
    return [.endUpgrade, .closeOutput]
  }

  /// Ends the session of a client that sends nothing, or takes nothing; probes a silent one before.
  mutating func checkUpgrade(at now: Instant) -> [Action] {
    guard case .upgraded(let progress) = state else { return [] }
    let isStuck = progress.blockedSince.map { now - $0 >= limits.streamPatience } ?? false
    if isStuck {
      // The last bytes stand behind those that the client has not taken.
      enter(.lingering, until: now + limits.drainTime)
      return [.expireUpgrade, .closeOutput]
    }
    if now - progress.lastArrived >= limits.upgradedIdleTime { return close() }
    let lastSign = max(progress.lastArrived, progress.lastWritten)
    return isWritable && now - lastSign >= limits.upgradedHeartbeat ? [.probeUpgrade] : []
  }
}
