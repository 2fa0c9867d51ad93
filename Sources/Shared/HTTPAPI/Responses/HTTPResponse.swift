package import HTTP

/// An answer of the API, ready for whatever server sends it.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// Names as they are usually written, in the order in which they are sent.
  package var headers: HTTPFields
  package var body: HTTPBody

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

  /// The body where it is whole; empty for a stream.
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
  /// It is made while it is sent.
  case stream(BodyStream)
}

/// A body that is made while it is sent, such as a stream of events.
///
/// The server takes what waits whenever the client takes bytes, so that nothing has to be kept for
/// a client that is slow but what the source itself keeps.
package struct BodyStream: Sendable {
  /// Sent after a silence, by which a client sees that the stream is alive; empty for nothing.
  package let keepAlive: [UInt8]
  /// Begins the body for a client.
  ///
  /// Its second parameter is to be called, from any thread, when something waits that did not
  /// before. Throws a problem where no further stream can be begun.
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

/// What makes one body while it is sent. May be asked from any thread, and never blocks.
package protocol BodySource: AnyObject, Sendable {
  /// What is to be sent next.
  func next() -> BodyPiece
  /// Lets go of all that is held: the body has ended, or the client is gone.
  func close()
}

package enum BodyPiece: Hashable, Sendable {
  case bytes([UInt8])
  /// Nothing waits now; whoever opened the body is woken when something does.
  case pending
  case end
}
