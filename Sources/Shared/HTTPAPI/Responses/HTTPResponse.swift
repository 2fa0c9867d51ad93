package import HTTP
package import Time

/// A complete answer, independent of its server.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// In the usual capitalisation, in sending order.
  package var headers: HTTPFields
  package var body: HTTPBody
  /// When it stops being right even if its sources do not change; `nil` if it does not.
  package var validUntil: Instant?

  package init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = .bytes(body)
  }

  package init(status: Int, headers: HTTPFields = [:], stream: BodyStream) {
    self.status = status
    self.headers = headers
    self.body = .stream(stream)
  }

  /// The whole body; empty for a stream.
  package var bytes: [UInt8] {
    get {
      switch body {
      case .bytes(let bytes): bytes
      case .stream: []
      }
    }
    set { body = .bytes(newValue) }
  }
}

package enum HTTPBody: Sendable {
  case bytes([UInt8])
  /// Produced while it is sent.
  case stream(BodyStream)
}

/// A body that is produced while it is sent, such as a stream of events.
///
/// The server pulls the next piece when the client takes bytes, so only the source itself keeps
/// anything for a slow client.
package struct BodyStream: Sendable {
  /// Sent after a silence, so that the client knows that the stream is alive; empty for nothing.
  package let keepAlive: [UInt8]
  /// Begins the body for a client.
  ///
  /// The second parameter must be called, from any thread, when there is something to send again.
  /// Throws a problem if no further stream is possible.
  package let open:
    @Sendable (ClientAddress, @escaping @Sendable () -> Void) throws(ProblemDetails) ->
      any BodySource

  package init(
    keepAlive: [UInt8] = [],
    open:
      @escaping @Sendable (ClientAddress, @escaping @Sendable () -> Void) throws(ProblemDetails)
      -> any BodySource
  ) {
    self.keepAlive = keepAlive
    self.open = open
  }
}

/// Produces one body while it is sent. Called from any thread; never blocks.
package protocol BodySource: AnyObject, Sendable {
  /// The next piece to send.
  func next() -> BodyPiece
  /// Releases everything: the body has ended, or the client is gone.
  func close()
}

package enum BodyPiece: Hashable, Sendable {
  case bytes([UInt8])
  /// Nothing to send now; the opener is woken when there is.
  case pending
  case end
  /// The body cannot be completed: the client must notice that it is cut off.
  case abort
}
