package import HTTP
import Hashing

/// The request that opens a WebSocket, and its answer (RFC 6455, section 4.2).
package struct WebSocketHandshake: Hashable, Sendable {
  /// Why a request opens none.
  package enum Rejection: Error, Hashable, Sendable {
    /// The request asks for no WebSocket.
    case notAsked
    /// The version is not 13; the answer names it in `Sec-WebSocket-Version`.
    case otherVersion
    /// The key is missing, or is not 16 bytes in Base64.
    case invalidKey
  }

  package static let version = "13"
  private static let identifier = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// The compression that both sides use.
  package let deflate: MessageDeflate?
  private let acceptance: String

  /// - Throws: the reason for rejection.
  package init(_ headers: HTTPFields, allowsCompression: Bool = true) throws(Rejection) {
    let joined = headers.combined
    guard joined["Upgrade"]?.lowercased() == "websocket",
      joined["Connection"]?.lowercased().split(separator: ",")
        .contains(where: { $0.trimmedOfBlanks == "upgrade" }) == true
    else { throw .notAsked }
    guard joined["Sec-WebSocket-Version"] == Self.version else { throw .otherVersion }
    guard let key = joined["Sec-WebSocket-Key"], Base64.bytes(key)?.count == 16 else {
      throw .invalidKey
    }
    acceptance = Base64.text(SHA1.digest(of: Array((key + Self.identifier).utf8)))
    deflate =
      allowsCompression
      ? joined["Sec-WebSocket-Extensions"].flatMap { MessageDeflate(offers: $0) } : nil
  }

  /// The fields of the 101 answer.
  package var answer: HTTPFields {
    var fields: HTTPFields = [
      "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": acceptance,
    ]
    if let deflate { fields.add("Sec-WebSocket-Extensions", deflate.answer) }
    return fields
  }
}
