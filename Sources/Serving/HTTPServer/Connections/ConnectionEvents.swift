import HTTPAPI

extension ConnectionStateMachine {
  /// What happens to a connection.
  enum Event: Equatable {
    // The client.

    /// Bytes go to the parser, or to the protocol that has taken over.
    case bytesArrived
    /// Requests were answered from the cache, with no part of them in the parser.
    case answeredFromCache
    case head(RequestFacts, RequestPlan)
    case body(byteCount: Int)
    case end
    /// Something came that is no request, so that nobody knows where another one would begin.
    case unreadable(ProblemDetails)
    /// The client has ended its side, but bytes that came before are not read yet.
    case inputClosing
    case inputClosed
    /// The connection is gone.
    case disconnected

    // The handlers of requests.

    case bodyOpened
    case bodyStored(byteCount: Int)
    /// The body cannot be taken, or not any longer.
    case bodyRejected(ProblemDetails)
    /// The answer to a request, named by its number, is there.
    case answered(Int, byteCount: Int)
    case streamOpened
    case streamRejected(ProblemDetails)
    /// The stream has something to send.
    case streamReady
    case streamWritten
    case streamEnded
    case upgradeEnded

    // The socket.

    /// The answer is written.
    case sent
    /// Parts that came with earlier ones are handled.
    case caughtUp
    case writability(Bool)
    /// Reading or writing failed.
    case failed

    // The server.

    /// Time has passed.
    case tick
    /// Descriptors are scarce.
    case makeRoom
    /// The server is about to end; told again and again until the connection is closed.
    case shutdown
    /// The time to end is over.
    case abort
  }

  /// What is to be done.
  enum Action: Equatable {
    case openBody
    /// Tells the client to send its body (RFC 9110, section 10.1.1).
    case sendContinue
    case storeBody
    /// All of the body has come: has its sink make the answer.
    case answerBody
    case abandonBody
    case startAnswer
    case cancelAnswer
    /// Sends the answer that is there.
    case respond(Exchange)
    /// Sends a problem as the answer.
    case reject(ProblemDetails, Exchange)
    case openStream
    /// Sends the head of a stream and what comes first.
    case beginStream(Exchange)
    case flushStream
    case sendHeartbeat
    /// Sends the end of the stream, and lets go of what feeds it.
    case endStream
    /// Lets go of what feeds the stream: nothing can be sent any more.
    case abandonStream
    /// Sends the answer by which the protocol changes.
    case upgrade
    case deliverUpgraded
    case endUpgrade
    /// Handles the parts of requests that came with earlier ones, then tells `caughtUp`.
    case handleHeld
    case resumeReading
    /// Ends this side of the connection.
    case closeOutput
    case close
  }
}

/// What the head of a request says of the connection.
struct RequestFacts: Equatable {
  /// Whether the client speaks HTTP/1.0.
  var isOldVersion = false
  /// Whether the client wants to send further requests.
  var keepsAlive = true
  /// Whether bytes follow that belong to the request.
  var announcesBody = false
  /// Whether the client waits to be told that its body is wanted.
  var expectsContinue = false
}

/// How a request is answered, as its head tells.
enum RequestPlan: Equatable {
  /// The answer is there.
  case respond(byteCount: Int)
  /// A handler works on it.
  case answer
  case stream
  /// The body goes to a sink.
  case receive
  case upgrade
}

/// A request and its answer, as far as the connection has to know them.
struct Exchange: Equatable {
  /// Counts the requests of the connection.
  let number: Int
  let began: ContinuousClock.Instant
  let isOldVersion: Bool
  let expectsContinue: Bool
  /// Whether the connection is left open for the next request.
  var keepsAlive: Bool
  /// Whether what still comes belongs to a body that nobody wants.
  var dropsBody: Bool
  /// Whether a body has come whole, which is handled to its end.
  var hasReceivedBody = false

  init(number: Int, began: ContinuousClock.Instant, _ head: RequestFacts) {
    self.number = number
    self.began = began
    isOldVersion = head.isOldVersion
    expectsContinue = head.expectsContinue
    keepsAlive = head.keepsAlive
    dropsBody = false
  }

  /// The same, with nothing after it.
  var last: Exchange {
    var exchange = self
    exchange.keepsAlive = false
    exchange.dropsBody = true
    return exchange
  }
}

/// What a handler is busy with.
enum Work: Equatable {
  case answer
  /// Handling a body that has come whole.
  case body
  case openingStream
}

struct BodyProgress: Equatable {
  var received = 0
  /// Received bytes that wait for the sink.
  var unstored = 0
}

struct StreamProgress: Equatable {
  var lastWritten: ContinuousClock.Instant
  /// Since when the client takes nothing.
  var blockedSince: ContinuousClock.Instant?
}
