import HTTPAPI

extension ConnectionStateMachine {
  mutating func bytesArrived(at now: Instant) -> [Action] {
    switch state {
    case .idle:
      noteActivity(at: now)
      enter(.readingHead, until: now + limits.headTime)
      return []
    case .upgraded(var progress):
      noteActivity(at: now)
      progress.lastArrived = now
      enter(.upgraded(progress), until: nil)
      return [.deliverUpgraded]
    case .readingHead, .readingEnd, .readingBody, .answering, .responding, .streaming,
      .lingering, .closed:
      return []
    }
  }

  mutating func answeredFromCache(at now: Instant) -> [Action] {
    if case .idle = state { stayIdle(at: now) }
    return []
  }

  mutating func head(_ head: RequestFacts, _ plan: RequestPlan, at now: Instant) -> [Action] {
    switch state {
    case .idle, .readingHead: break
    case .readingEnd, .readingBody, .answering, .responding, .streaming, .upgraded, .lingering,
      .closed:
      return []
    }
    noteActivity(at: now)
    let exchange = exchange(head, at: now)
    if case .receive = plan {
      if isEnding { return reject(.ending, exchange.last, at: now) }
      enter(.readingBody(exchange, BodyProgress()), until: now + limits.bodyPause)
      return [.openBody]
    }
    if head.announcesBody {
      // Nobody reads it, and its end is known only when it arrives.
      return perform(plan, exchange.last, at: now)
    }
    enter(.readingEnd(exchange, plan), until: now + limits.bodyPause)
    return []
  }

  mutating func end(at now: Instant) -> [Action] {
    switch state {
    case .readingEnd(let exchange, let plan):
      return perform(plan, exchange, at: now)
    case .readingBody(var exchange, _):
      exchange.hasReceivedBody = true
      enter(.answering(exchange, .body), until: nil)
      return [.answerBody]
    case .idle, .readingHead, .answering, .responding, .streaming, .upgraded, .lingering, .closed:
      return []
    }
  }

  /// Performs a request's plan.
  private mutating func perform(
    _ plan: RequestPlan, _ exchange: Exchange, at now: Instant
  ) -> [Action] {
    switch plan {
    case .respond(let byteCount):
      return respond(exchange, byteCount: byteCount, at: now)
    case .answer:
      let time = isInputClosed ? limits.halfClosedTime : limits.answerTime
      enter(.answering(exchange, .answer), until: now + time)
      return [.startAnswer]
    case .stream where isEnding, .upgrade where isEnding:
      return reject(.ending, exchange, at: now)
    case .stream:
      enter(.answering(exchange, .openingStream), until: nil)
      return [.openStream]
    case .upgrade:
      enter(.upgraded(UpgradeProgress(lastArrived: now, lastWritten: now)), until: nil)
      return [.upgrade, .resumeReading]
    case .receive:
      // Begun with its head.
      return []
    }
  }

  mutating func unreadable(_ problem: ProblemDetails, at now: Instant) -> [Action] {
    switch state {
    case .idle, .readingHead, .readingEnd, .readingBody:
      return rejectInput(problem, at: now)
    case .streaming: return close()
    // A dropped body may be malformed too. Pipelined input is held until earlier requests are
    // answered.
    case .answering, .responding, .upgraded, .lingering, .closed: return []
    }
  }

  /// Answers an incomplete request and closes the connection.
  mutating func rejectInput(_ problem: ProblemDetails, at now: Instant) -> [Action] {
    switch state {
    case .readingBody(let exchange, _):
      return [.abandonBody] + reject(problem, exchange.last, at: now)
    case .readingEnd(let exchange, _):
      return reject(problem, exchange.last, at: now)
    case .idle, .readingHead:
      let exchange = exchange(RequestFacts(keepsAlive: false), at: now)
      return reject(problem, exchange.last, at: now)
    case .answering, .responding, .streaming, .upgraded, .lingering, .closed: return []
    }
  }
}

// Bodies.
extension ConnectionStateMachine {
  mutating func bodyOpened() -> [Action] {
    guard case .readingBody(let exchange, _) = state else { return [] }
    return exchange.expectsContinue && !exchange.isOldVersion ? [.sendContinue] : []
  }

  mutating func body(_ byteCount: Int, at now: Instant) -> [Action] {
    guard case .readingBody(let exchange, var progress) = state else { return [] }
    // A client that sends a byte now and then would block others.
    let patience = Duration.seconds(progress.received >> 14)
    let bodyTime = min(limits.bodyTime + patience, limits.maxBodyTime)
    progress.received += byteCount
    progress.unstored += byteCount
    enter(
      .readingBody(exchange, progress),
      until: min(now + limits.bodyPause, exchange.began + bodyTime))
    return [.storeBody]
  }

  mutating func bodyStored(_ byteCount: Int) -> [Action] {
    guard case .readingBody(let exchange, var progress) = state else { return [] }
    progress.unstored -= byteCount
    enter(.readingBody(exchange, progress), until: deadline)
    return [.resumeReading]
  }

  mutating func bodyRejected(_ problem: ProblemDetails, at now: Instant) -> [Action] {
    guard case .readingBody = state else { return [] }
    return rejectInput(problem, at: now)
  }
}
