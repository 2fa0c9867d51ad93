/// Takes the body of one request while it comes. It is called by one task or thread at a time.
package protocol BodyReceiver: AnyObject, Sendable {
  /// Takes the next bytes.
  ///
  /// - Parameter taken: called once, from any thread, when the bytes are dealt with, so that no
  ///   more is read from the client than is dealt with. A failure ends the request.
  /// - Throws: why no more of the body is taken.
  func receive(
    _ bytes: [UInt8], taken: @escaping @Sendable (Result<Void, ProblemDetails>) -> Void
  ) throws(ProblemDetails)

  /// Told that all of the body has come.
  ///
  /// - Returns: what works out the answer. It is run to its end, whether or not the client waits.
  /// - Throws: why the body is not taken after all.
  func finish() throws(ProblemDetails) -> @Sendable () async -> HTTPResponse

  /// Told that the rest will not come: the client left, or the request was rejected.
  func cancel()
}

/// What the head of a request with a body led to: the body is wanted, nothing is held for it yet.
package struct BodyReception: Sendable {
  /// Makes room for the body of a client.
  ///
  /// Its second parameter may be called, from any thread, to end the request while its body comes.
  /// Throws a problem where there is no room.
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
