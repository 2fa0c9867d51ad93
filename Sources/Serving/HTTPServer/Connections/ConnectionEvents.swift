import HTTPAPI

extension ConnectionStateMachine {
  /// An event of a connection.
  enum Event: Equatable {
    // From the client.

    /// Bytes for the parser, or for the protocol after an upgrade.
    case bytesArrived
    /// The cache answered requests while the parser was empty.
    case answeredFromCache
    case head(RequestFacts, RequestPlan)
    case body(byteCount: Int)
    case end
    /// The input was not a request, so the start of the next one is unknown.
    case unreadable(ProblemDetails)
    /// The client has closed its side; earlier bytes may still be unread.
    case inputClosing
    case inputClosed
    /// The connection is gone.
    case disconnected

    // From the handlers of requests.

    case bodyOpened
    case bodyStored(byteCount: Int)
    /// The body is rejected, perhaps in the middle.
    case bodyRejected(ProblemDetails)
    /// The answer to the request with this number is ready.
    case answered(Int, byteCount: Int)
    /// The answer to the request with this number is a stream.
    case answeredByStream(Int)
    case streamOpened
    case streamRejected(ProblemDetails)
    /// The stream has something to send.
    case streamReady
    case streamWritten
    case streamEnded
    /// The session has something to send.
    case upgradeReady
    case upgradeWritten
    case upgradeEnded

    // From the socket.

    /// The answer was written.
    case sent
    /// The parts that arrived together with earlier ones are handled.
    case caughtUp
    case writability(Bool)
    /// Reading or writing failed.
    case failed

    // From the server.

    /// Time has passed.
    case tick
    /// Descriptors are scarce.
    case makeRoom
    /// The server is about to end; repeated until the connection is closed.
    case shutdown
    /// The time for ending is over.
    case abort
  }

  /// An action of a connection.
  enum Action: Equatable {
    case openBody
    /// Asks the client to send its body (RFC 9110, section 10.1.1).
    case sendContinue
    case storeBody
    /// The body is complete: its receiver computes the answer.
    case answerBody
    case abandonBody
    case startAnswer
    case cancelAnswer
    /// Sends the computed answer.
    case respond(Exchange)
    /// Sends a problem as the answer.
    case reject(ProblemDetails, Exchange)
    case openStream
    /// Sends a stream's head and first pieces.
    case beginStream(Exchange)
    case flushStream
    case sendHeartbeat
    /// Sends the end of the stream and closes its source.
    case endStream
    /// Closes the stream's source, since nothing can be sent any more.
    case abandonStream
    /// Sends the answer that upgrades the connection.
    case upgrade
    case deliverUpgraded
    /// Sends what the session has, as far as the client takes it.
    case flushUpgrade
    /// Asks a silent client whether it is there.
    case probeUpgrade
    /// Asks the session to end by itself.
    case finishUpgrade
    /// Sends the last bytes of a session whose client takes nothing, and ends it.
    case expireUpgrade
    case endUpgrade
    /// Handles the parts of requests that arrived with earlier ones, then reports `caughtUp`.
    case handleHeld
    case resumeReading
    /// Ends this side of the connection.
    case closeOutput
    case close
  }
}

/// The facts in a request's head that matter to the connection.
struct RequestFacts: Equatable {
  /// Whether the client speaks HTTP/1.0.
  var isOldVersion = false
  /// Whether the client wants to send further requests.
  var keepsAlive = true
  /// Whether the request has a body.
  var announcesBody = false
  /// Whether the client waits for 100 Continue.
  var expectsContinue = false
}

/// How a request will be answered, judged by its head.
enum RequestPlan: Equatable {
  /// The answer is ready.
  case respond(byteCount: Int)
  /// A handler computes the answer.
  case answer
  case stream
  /// A receiver takes the body.
  case receive
  case upgrade
}

/// A request and its answer, as far as they matter to the connection.
struct Exchange: Equatable {
  /// The number of the request on this connection.
  let number: Int
  let began: Moment
  let isOldVersion: Bool
  let expectsContinue: Bool
  /// Whether the connection stays open for the next request.
  var keepsAlive: Bool
  /// Whether further input belongs to an unwanted body.
  var dropsBody: Bool
  /// Whether the body is complete; it is then handled to its end.
  var hasReceivedBody = false

  init(number: Int, began: Moment, _ head: RequestFacts) {
    self.number = number
    self.began = began
    isOldVersion = head.isOldVersion
    expectsContinue = head.expectsContinue
    keepsAlive = head.keepsAlive
    dropsBody = false
  }

  /// The same, as the connection's last.
  var last: Exchange {
    var exchange = self
    exchange.keepsAlive = false
    exchange.dropsBody = true
    return exchange
  }
}

/// The work of a handler.
enum Work: Equatable {
  case answer
  /// Handling a complete body.
  case body
  case openingStream
}

struct BodyProgress: Equatable {
  var received = 0
  /// Received bytes that the receiver has not processed.
  var unstored = 0
}

struct UpgradeProgress: Equatable {
  var lastArrived: Moment
  var lastWritten: Moment
  /// Since when the client takes nothing.
  var blockedSince: Moment?
}

struct StreamProgress: Equatable {
  var lastWritten: Moment
  /// Since when the client takes nothing.
  var blockedSince: Moment?
}

/// What a state means for input. It is kept beside the machine, which is too large to be copied for
/// every piece of input.
struct InputState: Equatable {
  /// Whether the socket is read.
  var takesBytes: Bool
  /// Whether the next byte starts a request.
  var isIdle = false
  var isUpgraded = false
  var isLingering = false
}
