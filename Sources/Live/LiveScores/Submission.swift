import Hashing

/// A score of a player for a board, as it came in.
package struct Submission: Hashable, Sendable {
  package let board: BoardID
  package let player: PlayerID
  /// In units of the board's scale.
  package let score: Int64
  /// The UTF-8 of a JSON object, within the board's limit.
  package let metadata: [UInt8]?
  /// Makes repetitions the same submission.
  package let key: SubmissionKey

  package init(
    board: BoardID, player: PlayerID, score: Int64, metadata: [UInt8]? = nil, key: SubmissionKey
  ) {
    self.board = board
    self.player = player
    self.score = score
    self.metadata = metadata
    self.key = key
  }

  /// Tells other content under the same key apart.
  package var fingerprint: Fingerprint {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(48 + player.text.utf8.count + (metadata?.count ?? 0))
    func append(_ part: some Collection<UInt8>) {
      bytes.append(contentsOf: String(part.count).utf8)
      bytes.append(0x3A)
      bytes.append(contentsOf: part)
    }
    append(player.text.utf8)
    append(String(score).utf8)
    append(metadata ?? [])
    bytes.append(metadata == nil ? 0 : 1)
    return Fingerprint(of: bytes)
  }
}

/// The first 16 bytes of a SHA-256.
package struct Fingerprint: Hashable, Sendable {
  package let bytes: [UInt8]

  /// - Parameter bytes: 16 of them, else `nil`.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  init(of content: [UInt8]) {
    var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
    content.withUnsafeBytes { content in
      digest.withUnsafeMutableBufferPointer { digest in
        if let base = digest.baseAddress { SHA256.digest(of: content, into: base) }
      }
    }
    bytes = Array(digest.prefix(16))
  }
}
