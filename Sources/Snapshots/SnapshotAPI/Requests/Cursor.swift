import Hashing
import Time

/// Where another part of a board begins, pinned to the runs that wrote what it is made of.
///
/// The text is opaque to clients. Its last part is a digest of the rest, so that an altered or
/// invented cursor is refused instead of answered wrongly; it is no secret.
struct Cursor: Equatable {
  /// A run that wrote one of the snapshots.
  struct Pin: Equatable {
    let date: CalendarDate
    let runID: String
  }

  let pins: [Pin]
  /// How many entries come before.
  let offset: Int
  /// How many entries it is for, where that is not what the request says.
  let count: Int?

  init(pins: [Pin], offset: Int, count: Int? = nil) {
    self.pins = pins
    self.offset = offset
    self.count = count
  }

  /// - Returns: `nil` for a text that was not made by `text` for as many snapshots.
  init?(_ text: String, pinCount: Int) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2 * pinCount + 3, let offset = Int(parts[2 * pinCount]), offset >= 0,
      let count = Int(parts[2 * pinCount + 1]), count >= 0
    else { return nil }
    var pins: [Pin] = []
    for place in 0..<pinCount {
      guard let date = CalendarDate(parts[2 * place]) else { return nil }
      pins.append(Pin(date: date, runID: String(parts[2 * place + 1])))
    }
    self.init(pins: pins, offset: offset, count: count == 0 ? nil : count)
    guard try self.text == text else { return nil }
  }

  var text: String {
    get throws {
      let pinned = pins.map { "\($0.date).\($0.runID)." }.joined()
      let content = "\(pinned)\(offset).\(count ?? 0)"
      let digest = try SHA256.hexDigest(of: Array("standings cursor \(content)".utf8))
      return "\(content).\(digest.prefix(16))"
    }
  }
}
