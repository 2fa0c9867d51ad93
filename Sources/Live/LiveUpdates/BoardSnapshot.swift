import LiveBoards
import LiveScores
import RankIndex
import Synchronization
import WebSocket

/// The state of a board at one moment, as subscribers are sent it.
///
/// Each form is made when the first subscriber takes it, and shared by all others.
final class BoardSnapshot: Sendable {
  private struct Form: Hashable {
    let limit: Int
    let encoding: Encoding
  }

  private enum Encoding: Hashable {
    case data
    case event
    case frame(MessageDeflate?)
  }

  let page: BoardPage
  /// Greater for each later snapshot of the server.
  let serial: UInt64
  private let limit: Int
  private let forms = Mutex<[Form: [UInt8]]>([:])

  /// - Parameter limit: how many entries the page has if the board has as many.
  init(_ page: BoardPage, limit: Int, serial: UInt64) {
    self.page = page
    self.limit = limit
    self.serial = serial
  }

  /// Whether a subscriber with a limit can be sent this.
  func covers(_ limit: Int) -> Bool { limit <= self.limit || page.total <= self.limit }

  /// Whether both are the same state of the same board.
  func isSame(as page: BoardPage) -> Bool {
    self.page.version == page.version && self.page.period == page.period
      && self.page.board == page.board
  }

  /// Whether a page is of the same period and older.
  func isNewer(than page: BoardPage) -> Bool {
    self.page.period == page.period && self.page.version > page.version
  }

  /// Whether a client that has a version has this state. A period that begins may have the version
  /// of the one before, but it is empty.
  func isKnown(to version: Int64?) -> Bool { version == page.version && page.total > 0 }

  /// The frame of a `leaderboard_update`.
  func frame(limit: Int, deflate: MessageDeflate?) -> [UInt8] {
    let data = form(limit, .data)
    // One that is not compressed serves every connection.
    let deflate = data.count >= UpdateFrame.minCompressedBytes ? deflate : nil
    return form(limit, .frame(deflate))
  }

  /// A server-sent event.
  func event(limit: Int) -> [UInt8] { form(limit, .event) }

  private func form(_ limit: Int, _ encoding: Encoding) -> [UInt8] {
    forms.withLock { forms in
      if let bytes = forms[Form(limit: limit, encoding: encoding)] { return bytes }
      let dataForm = Form(limit: limit, encoding: .data)
      let data = forms[dataForm] ?? UpdateText.data(of: page, limit: limit)
      forms[dataForm] = data
      let bytes =
        switch encoding {
        case .data: data
        case .event: UpdateText.event("leaderboard_update", id: page.version, data)
        case .frame(let deflate):
          UpdateFrame.bytes(
            UpdateText.message("leaderboard_update", of: page.board.id, data), deflate)
        }
      forms[Form(limit: limit, encoding: encoding)] = bytes
      return bytes
    }
  }
}

/// A player's entry and neighbors at one moment, as subscribers are sent them.
final class PlayerSnapshot: Sendable {
  let page: BoardPage
  let serial: UInt64
  private let player: PlayerID
  private let made = Mutex<[UInt8]?>(nil)

  init(_ page: BoardPage, of player: PlayerID, serial: UInt64) {
    self.page = page
    self.player = player
    self.serial = serial
  }

  func isSame(as page: BoardPage) -> Bool {
    self.page.entries == page.entries && self.page.period == page.period
  }

  /// The frame of a `player_update`. It is too small to compress.
  var frame: [UInt8] {
    made.withLock { made in
      if let made { return made }
      let data = UpdateText.data(of: player, in: page)
      let frame = UpdateFrame.bytes(
        UpdateText.message("player_update", of: page.board.id, data), nil)
      made = frame
      return frame
    }
  }
}

enum UpdateFrame {
  /// Shorter messages are sent as they are: they fit a packet either way.
  static let minCompressedBytes = 1_024

  /// - Parameter text: valid UTF-8.
  static func bytes(_ text: [UInt8], _ deflate: MessageDeflate?) -> [UInt8] {
    WebSocketConnection.bytes(.text(String(decoding: text, as: UTF8.self)), deflate: deflate)
  }
}
