/// What to do with a request, judged by its head.
package enum RequestDisposition: Sendable {
  /// The answer is complete.
  case respond(HTTPResponse)
  /// A handler computes the answer.
  case answer
  /// The body of the response is opened and streamed.
  case stream(HTTPResponse)
  /// The body of the request is received.
  case receive(IncomingBody)
  case webSocket(any WebSocketSession)
}
