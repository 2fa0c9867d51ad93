/// Receives the body of one request in pieces. Called by one task or thread at a time.
package protocol BodyReceiver: AnyObject, Sendable {
  /// Receives the next bytes.
  /// - Parameter taken: called once, from any thread, when the bytes are processed, so that the
  ///   server does not read faster than that. A failure ends the request. Within the call the next
  ///   bytes may be received, and the body may be finished.
  /// - Throws: why the rest of the body is rejected.
  func receive(
    _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails)

  /// Called when the whole body has arrived.
  /// - Returns: computes the answer. It runs to its end, whether or not the client waits.
  /// - Throws: why the body is rejected after all.
  func finish() throws(ProblemDetails) -> PendingAnswer

  /// Called when the rest will not arrive: the client left, or the request was rejected.
  func cancel()
}

/// How the answer to a received body is computed.
package enum PendingAnswer: Sendable {
  /// Takes what makes the answer, once and from any thread. The server runs it on the thread of the
  /// connection, so it must be quick.
  package typealias Delivery = @Sendable (_ make: @escaping @Sendable () -> HTTPResponse) -> Void

  /// By a task.
  case awaited(@Sendable () async -> HTTPResponse)
  /// By work that is begun on the thread of the connection, which it must not block, and that
  /// delivers the answer. This spares a frequent request the way over a task.
  case delivered(@Sendable (@escaping Delivery) -> Void)

  /// The answer, for a caller that may wait.
  package func value() async -> HTTPResponse {
    switch self {
    case .awaited(let answer): await answer()
    case .delivered(let begin):
      await withCheckedContinuation { continuation in
        begin { continuation.resume(returning: $0()) }
      }
    }
  }
}

/// The result of judging the head of a request with a body: the body is wanted, and nothing is
/// reserved for it yet.
package struct IncomingBody: Sendable {
  /// Reserves resources for a client's body.
  ///
  /// The second parameter may be called, from any thread, to end the request early. Throws a
  /// problem if there is no room.
  package let begin:
    @Sendable (ClientAddress, @escaping @Sendable (ProblemDetails) -> Void) throws(ProblemDetails)
      -> any BodyReceiver

  package init(
    begin:
      @escaping @Sendable (ClientAddress, @escaping @Sendable (ProblemDetails) -> Void)
      throws(ProblemDetails) -> any BodyReceiver
  ) {
    self.begin = begin
  }
}
