import Bytes

/// A file that lies in memory in pieces, read as one.
struct FilePieces: ByteRangeSource {
  private let pieces: [SharedBytes]
  /// Where each piece begins in the file.
  private let starts: [Int]
  let byteCount: Int

  init(_ pieces: [SharedBytes]) {
    self.pieces = pieces
    var end = 0
    starts = pieces.map { piece in
      defer { end += piece.count }
      return end
    }
    byteCount = end
  }

  func read(_ range: Range<Int>) -> SharedBytes {
    var parts: [SharedBytes] = []
    for (piece, start) in zip(pieces, starts) {
      let part = range.clamped(to: start..<(start + piece.count))
      if !part.isEmpty {
        parts.append(piece[(part.lowerBound - start)..<(part.upperBound - start)])
      }
    }
    return parts.count == 1 ? parts[0] : Self.joined(parts)
  }

  private static func joined(_ parts: [SharedBytes]) -> SharedBytes {
    SharedBytes(reserving: parts.reduce(0) { $0 + $1.count }) { buffer in
      var end = 0
      for part in parts {
        part.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: buffer[end...]).copyMemory(from: bytes)
        }
        end += part.count
      }
      return end
    }
  }
}
