import Bytes

extension ParquetFile {
  /// The max concurrent reads.
  private static let concurrentReads = 8
  /// The max length of a joined read: beyond it, two concurrent reads are faster.
  private static let joinedByteCount = 8 << 20

  /// The bytes of some ranges, in their order. Near ranges are joined to one read, and reads run
  /// concurrently.
  func fetch(_ ranges: [Range<Int>]) async throws -> [SharedBytes] {
    let beyond = ranges.filter { !isInTail($0) }
    let coalesced = CoalescedRanges(
      beyond, gap: source.bytesWorthARead, limit: Self.joinedByteCount)
    let pieces = try await fetchSideBySide(coalesced.reads)
    return ranges.map { range in
      if isInTail(range) {
        return tail[(range.lowerBound - tailStart)..<(range.upperBound - tailStart)]
      }
      if range.isEmpty { return SharedBytes([]) }
      let number = coalesced.read(holding: range)
      let start = coalesced.reads[number].lowerBound
      return pieces[number][(range.lowerBound - start)..<(range.upperBound - start)]
    }
  }

  private func isInTail(_ range: Range<Int>) -> Bool { range.lowerBound >= tailStart }

  private func fetchSideBySide(_ reads: [Range<Int>]) async throws -> [SharedBytes] {
    // The most common case needs no task of its own.
    if reads.count == 1 { return [try await source.readExactly(reads[0])] }
    return try await withThrowingTaskGroup(of: (Int, SharedBytes).self) { group in
      var pieces = [SharedBytes](repeating: SharedBytes([]), count: reads.count)
      for (number, read) in reads.enumerated() {
        if number >= Self.concurrentReads, let (done, piece) = try await group.next() {
          pieces[done] = piece
        }
        group.addTask { [source] in (number, try await source.readExactly(read)) }
      }
      for try await (done, piece) in group { pieces[done] = piece }
      return pieces
    }
  }
}

extension ByteRangeSource {
  func readExactly(_ range: Range<Int>) async throws -> SharedBytes {
    let bytes = try await read(range)
    guard bytes.count == range.count else {
      throw ParquetError(
        .truncated, expected: "\(range.count) bytes", found: "\(bytes.count)",
        at: .init(byteOffset: range.lowerBound))
    }
    return bytes
  }
}
