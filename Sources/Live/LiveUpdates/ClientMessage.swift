import Failures
package import HTTPAPI
import JSON
package import LiveAPI
package import LiveScores
package import WebSocket

/// What a client asks for by a message.
package enum ClientMessage: Hashable, Sendable {
  /// - version: of the state that the client has.
  case subscribe(BoardID, limit: Int, player: PlayerID?, version: Int64?)
  case unsubscribe(BoardID)
  case submit(SubmissionRequest)
  case ping
  case authenticate(token: String)

  private static let types = "authenticate, ping, submit, subscribe, unsubscribe"
}

/// A message of a client, or why it is none, with what the client calls it.
package struct ClientRequest: Sendable {
  private static let maxIDLength = 128

  /// A string or a number as JSON, sent back with the answer; `nil` if the client gave none.
  package let id: [UInt8]?
  package let content: Result<ClientMessage, ProblemDetails>

  package init(_ message: WebSocketMessage) {
    switch message {
    case .binary: self.init(id: nil, content: .failure(.binaryMessage))
    case .text(let text): self.init(Array(text.utf8))
    }
  }

  private init(id: [UInt8]?, content: Result<ClientMessage, ProblemDetails>) {
    self.id = id
    self.content = content
  }

  private init(_ text: [UInt8]) {
    var id: [UInt8]?
    do throws(RequestError) {
      var object = try BodyObject(body: text)
      id = try Self.id(&object)
      self.init(id: id, content: .success(try ClientMessage(&object)))
    } catch {
      self.init(id: id, content: .failure(error.problem))
    }
  }

  private static func id(_ object: inout BodyObject) throws(RequestError) -> [UInt8]? {
    guard let value = object.value("request_id") else { return nil }
    let length =
      switch value {
      case .string(let text): text.utf8.count
      case .number(let digits): digits.utf8.count
      default: Int.max
      }
    guard length <= maxIDLength else {
      throw RequestError(
        .invalidBody, at: "request_id",
        "expected a string or a number of at most \(maxIDLength) bytes")
    }
    var json = JSONWriter()
    json.value(value)
    return json.utf8
  }
}

extension ClientMessage {
  /// - Throws: `RequestError` for an unknown type, and for members that are missing, unknown or
  ///   wrong.
  init(_ object: inout BodyObject) throws(RequestError) {
    let type = try object.string("type")
    switch type {
    case "subscribe": self = try Self.subscription(&object)
    case "unsubscribe":
      self = .unsubscribe(try Self.board(&object))
    case "submit":
      self = .submit(try SubmissionRequest(members: object))
      return
    case "ping": self = .ping
    case "authenticate": self = .authenticate(token: try object.string("token"))
    default:
      throw RequestError(
        .invalidValue, at: "type", "expected one of \(Self.types), found '\(type.prefix(40))'")
    }
    try object.end()
  }

  private static func subscription(
    _ object: inout BodyObject
  ) throws(RequestError) -> ClientMessage {
    let board = try board(&object)
    let limit = try object.optionalInteger("limit") ?? UpdateLimits.standardEntries
    guard (1...UpdateLimits.maxEntries).contains(limit) else {
      throw RequestError(
        .invalidValue, at: "limit", "expected 1 to \(UpdateLimits.maxEntries), found \(limit)")
    }
    let player = try object.optionalString("player_id")
    let version = try object.optionalInteger("version")
    do throws(LiveError) {
      let id = try player.map { text throws(LiveError) in try PlayerID(text) }
      return .subscribe(board, limit: limit, player: id, version: version.map { Int64($0) })
    } catch {
      throw RequestError(.invalidValue, at: error.place, error.reason)
    }
  }

  private static func board(_ object: inout BodyObject) throws(RequestError) -> BoardID {
    let text = try object.string("leaderboard_id")
    do throws(LiveError) {
      return try BoardID(text)
    } catch {
      throw RequestError(.invalidValue, at: error.place, error.reason)
    }
  }
}

extension ProblemDetails {
  static let binaryMessage = ProblemDetails(
    status: 400, code: "binary_message", title: "Bad message",
    detail: "Found a binary message, expected a text with JSON.")
}
