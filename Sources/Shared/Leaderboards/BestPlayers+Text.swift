internal import JSON

/// The top players of a metric as stored in a curated file:
/// `{"limit":100,"players":[[100000007,25577900,"Name","TAG"],...]}` with id, value, name and
/// alliance or null, in the order of the board.
extension BestPlayers {
  /// The max length: all metrics together fit the first read of a file.
  static let maxByteCount = 8 << 10

  /// As many of the players as fit the text.
  package var text: String {
    var limit = limit
    var text = text(ofFirst: limit)
    while text.count > Self.maxByteCount {
      limit /= 2
      text = self.text(ofFirst: limit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func text(ofFirst limit: Int) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("limit", limit)
      $0.array("players") {
        for player in players.prefix(limit) { player.write(to: &$0) }
      }
    }
    return json.utf8
  }

  /// - Returns: `nil` if the text does not have this form or order, or is far longer than any that
  ///   is written: parsed, it would take many times its size.
  package init?(text: String) {
    guard text.utf8.count <= 16 * Self.maxByteCount,
      let json = try? JSONValue(parsing: Array(text.utf8)),
      let limit = json["limit"]?.integer.flatMap({ Int(exactly: $0) }), limit >= 0,
      let elements = json["players"]?.elements, elements.count <= limit
    else { return nil }
    let players = elements.compactMap { PlayerScore($0) }
    let isInOrder = zip(players, players.dropFirst()).allSatisfy { $0.precedes($1) }
    guard players.count == elements.count, isInOrder else { return nil }
    self.init(limit: limit, players: players)
  }
}

extension PlayerScore {
  fileprivate func write(to json: inout JSONWriter) {
    json.array {
      $0.value(id)
      $0.value(value)
      $0.value(name)
      if let alliance { $0.value(alliance) } else { $0.null() }
    }
  }

  fileprivate init?(_ json: JSONValue) {
    guard let cells = json.elements, cells.count == 4, let id = cells[0].integer,
      let value = cells[1].integer, let name = cells[2].string,
      cells[3] == .null || cells[3].string != nil
    else { return nil }
    self.init(
      player: Player(id: id, name: name, alliance: cells[3].string), value: value)
  }
}
