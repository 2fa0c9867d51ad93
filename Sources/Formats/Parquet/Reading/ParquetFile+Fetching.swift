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

extension ParquetFile {
  /// The approximate memory of the open file: its tail and the parsed footer.
  package var memoryByteCount: Int {
    let (chunks, overflows) = metadata.rowGroups.count.multipliedReportingOverflow(
      by: metadata.columns.count)
    let texts = metadata.keyValues.reduce(0) { sum, pair in
      sum + pair.key.utf8.count + (pair.value?.utf8.count ?? 0)
    }
    let chunkBytes = MemoryLayout<ColumnChunkMetadata>.stride + Self.boundBytes
    let (held, isTooMuch) = chunks.multipliedReportingOverflow(by: chunkBytes)
    return overflows || isTooMuch ? .max : held + texts + tail.count
  }

  /// The heap memory of a chunk's list of encodings and two bounds.
  private static var boundBytes: Int { 160 }
}

extension ParquetFile {
  /// All values of a column, one part per row group, fetched together.
  package func values(ofColumn index: Int) async throws -> [ColumnValues] {
    try await values(
      metadata.rowGroups.indices.map { ValueRequest(column: index, rowGroup: $0) })
  }
}

extension [ColumnValues] {
  /// The numbers of all parts by row; `nil` if a part has values other than 64-bit numbers.
  /// - Parameter missing: the value of null rows.
  package func int64s(orMissing missing: Int64) -> [Int64]? {
    var numbers: [Int64] = []
    numbers.reserveCapacity(reduce(0) { $0 + $1.count })
    for part in self {
      guard case .int64s(let values) = part.storage else { return nil }
      if let presence = part.presence {
        for row in values.indices { numbers.append(presence[row] == 1 ? values[row] : missing) }
      } else {
        numbers += values
      }
    }
    return numbers
  }
}

/// Byte ranges joined into fewer and longer ones if that is faster than separate reads.
struct CoalescedRanges {
  /// The ranges to read, in ascending order.
  private(set) var reads: [Range<Int>] = []

  /// - Parameters:
  ///   - ranges: in any order; they may overlap.
  ///   - gap: the max unneeded bytes between two ranges that are cheaper than another read.
  ///   - limit: the max length of a read that joins several ranges.
  init(_ ranges: [Range<Int>], gap: Int, limit: Int) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = reads.last, range.lowerBound - last.upperBound <= gap,
        range.upperBound - last.lowerBound <= limit || range.lowerBound < last.upperBound
      {
        reads[reads.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        reads.append(range)
      }
    }
  }

  /// The index of the read that contains a range.
  /// - Precondition: it is one of the ranges and not empty.
  func read(holding range: Range<Int>) -> Int {
    var (low, high) = (0, reads.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if reads[middle].lowerBound <= range.lowerBound { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
