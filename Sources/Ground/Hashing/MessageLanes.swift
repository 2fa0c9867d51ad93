internal import CShortHashes

/// Short messages in lanes of equal length, which are hashed together.
package struct MessageLanes: ~Copyable {
  /// The end of each message; its lane starts at a multiple of `laneByteCount`.
  private let ends: [Int]
  private let laneByteCount: Int
  private let memory: UnsafeMutableRawBufferPointer

  /// The digits of the first half of a digest.
  package static let digitCount = 32

  /// The size of a SHA-256 block, and the max message length in one block.
  private static let blockByteCount = 64
  private static let longestMessage = 55

  private static let canHashPairs = standings_has_sha() != 0

  /// - Parameters:
  ///   - memory: the bytes after a message in its lane are overwritten.
  ///   - laneByteCount: at least 72, so that padding does not reach the next lane.
  package init(_ memory: UnsafeMutableRawBufferPointer, laneByteCount: Int, ends: [Int]) {
    precondition(
      laneByteCount >= Self.blockByteCount + 8 && ends.count * laneByteCount <= memory.count)
    self.memory = memory
    self.laneByteCount = laneByteCount
    self.ends = ends
  }

  /// Writes the first 128 bits of each message's SHA-256 as consecutive hexadecimal digits.
  /// - Precondition: there is room for 32 bytes per message.
  package func hash(into digits: UnsafeMutableRawBufferPointer) {
    precondition(digits.count >= ends.count * Self.digitCount)
    var waiting: Int?
    for lane in ends.indices {
      guard Self.canHashPairs, length(lane) <= Self.longestMessage else {
        hash(lane, into: digits)
        continue
      }
      pad(lane)
      if let first = waiting {
        hashPair(first, lane, into: digits)
        waiting = nil
      } else {
        waiting = lane
      }
    }
    if let waiting { hash(waiting, into: digits) }
  }

  @inline(__always)
  private func length(_ lane: Int) -> Int { ends[lane] &- lane &* laneByteCount }

  /// Pads a message to a block of SHA-256: a bit, zeros, and the length in bits.
  @inline(__always)
  private func pad(_ lane: Int) {
    let start = lane &* laneByteCount
    var position = ends[lane]
    while position < start &+ Self.blockByteCount {
      memory.storeBytes(of: 0, toByteOffset: position, as: UInt64.self)
      position &+= 8
    }
    memory[ends[lane]] = 0x80
    memory.storeBytes(
      of: UInt64(truncatingIfNeeded: length(lane) &* 8).bigEndian,
      toByteOffset: start &+ Self.blockByteCount &- 8, as: UInt64.self)
  }

  @inline(__always)
  private func hashPair(
    _ first: Int, _ second: Int, into digits: UnsafeMutableRawBufferPointer
  ) {
    guard let lanes = memory.baseAddress, let digits = digits.baseAddress else { return }
    standings_sha256_pair(
      lanes + first &* laneByteCount, lanes + second &* laneByteCount,
      digits + first &* Self.digitCount, digits + second &* Self.digitCount)
  }

  private func hash(_ lane: Int, into digits: UnsafeMutableRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SHA256.byteCount) { digest in
      guard let start = digest.baseAddress else { return }
      let message = memory[(lane * laneByteCount)..<ends[lane]]
      SHA256.digest(
        of: UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer(rebasing: message)), into: start)
      for word in 0..<2 {
        let bytes = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        let (first, second) = Hexadecimal.digits(ofBytes: bytes)
        let offset = lane * Self.digitCount + word * 16
        digits.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        digits.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
      }
    }
  }
}
