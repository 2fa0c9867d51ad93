/// What is to be done with a request, as its head tells.
package enum RequestDisposition: Sendable {
  /// The answer is there, complete.
  case respond(HTTPResponse)
  /// A handler works on it.
  case answer
  /// The body of the response is opened and sent while it is made.
  case stream(HTTPResponse)
  /// The body of the request is taken while it comes.
  case receive(BodyReception)
  case webSocket(any WebSocketSession)
}
