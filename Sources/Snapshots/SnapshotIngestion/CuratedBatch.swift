import Datasets
import UploadReading

/// A batch of an upload with its derived columns: kills, DKP, hashes.
struct CuratedBatch: ~Copyable {
  let plan: CurationPlan
  /// The rows as uploaded, filled by the reader.
  var uploaded = SnapshotBatch()
  /// 32 digits per row, concatenated.
  private(set) var hashes: [UInt8] = []
  /// The start of each row's digits, and the end of the last.
  private(set) var hashOffsets: [UInt32] = []
  private var kills = DerivedColumn()
  private var dkp = DerivedColumn()
  var recordHashes = RecordHashes()

  init(plan: CurationPlan) {
    self.plan = plan
  }

  /// Derives all columns for the current rows.
  mutating func derive() {
    deriveKills()
    deriveDKP()
    hashRows()
  }

  /// A column of counts, uploaded or derived; `nil` if there is neither.
  func numbers(_ column: PlayerColumn) -> (values: [Int64], presence: [UInt8])? {
    switch column {
    case .kills where !plan.killColumns.isEmpty: (kills.values, kills.presence)
    case .dkp where plan.dkpOrigin == .computed: (dkp.values, dkp.presence)
    default: uploaded.numbers(column).map { ($0.values, $0.presence) }
    }
  }
}

extension CuratedBatch {
  private mutating func deriveKills() {
    let tiers = plan.killColumns.compactMap { uploaded.numbers($0) }
    guard !tiers.isEmpty else { return }
    kills.fill(rowCount: uploaded.rowCount, withSumsOf: tiers)
  }

  private mutating func deriveDKP() {
    guard plan.dkpOrigin == .computed, let t4 = uploaded.numbers(.t4Kills),
      let t5 = uploaded.numbers(.t5Kills), let deaths = uploaded.numbers(.deaths)
    else { return }
    let weights = plan.weights
    dkp.fill(rowCount: uploaded.rowCount) { row in
      guard t4.presence[row] & t5.presence[row] & deaths.presence[row] == 1 else { return nil }
      return weights.dkp(
        t4Kills: t4.values[row], t5Kills: t5.values[row], deaths: deaths.values[row])
    }
  }

  /// Makes room for 32 digits per row.
  mutating func prepareHashes(rowCount: Int) {
    let digitCount = RecordHashes.digitCount
    let known = hashOffsets.count - 1
    if rowCount <= known {
      hashes.removeLast((known - rowCount) * digitCount)
      hashOffsets.removeLast(known - rowCount)
      return
    }
    hashes.append(contentsOf: repeatElement(0, count: rowCount * digitCount - hashes.count))
    for row in hashOffsets.count...rowCount { hashOffsets.append(UInt32(row * digitCount)) }
  }

  /// Writes the digits of the added rows.
  mutating func finishHashes(of rows: Range<Int>) {
    let digits =
      (rows.lowerBound * RecordHashes.digitCount)..<(rows.upperBound * RecordHashes.digitCount)
    hashes.withUnsafeMutableBytes { bytes in
      recordHashes.finish(into: UnsafeMutableRawBufferPointer(rebasing: bytes[digits]))
    }
  }
}

/// A column derived from others: one number per row, or none.
struct DerivedColumn {
  /// 0 if the number is missing.
  private(set) var values: [Int64] = []
  /// 1 if there is a number, 0 if it is missing.
  private(set) var presence: [UInt8] = []

  /// The max exact integer of JSON; larger numbers count as missing, as in an upload.
  private static let maximum: Int64 = 1 << 53

  /// Sets each row's number from a closure.
  @inline(__always)
  mutating func fill(rowCount: Int, _ number: (Int) -> Int64?) {
    values.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    values.reserveCapacity(rowCount)
    presence.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let number = number(row).flatMap { $0 <= Self.maximum ? $0 : nil }
      values.append(number ?? 0)
      presence.append(number == nil ? 0 : 1)
    }
  }

  /// Adds up the columns in each row; a row without any value has none.
  /// - Parameter columns: a few, so that their sums cannot overflow.
  mutating func fill(rowCount: Int, withSumsOf columns: [NumberColumn]) {
    values.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(0, count: rowCount))
    presence.append(contentsOf: repeatElement(0, count: rowCount))
    for column in columns {
      // Missing numbers are zeros.
      for row in 0..<rowCount { values[row] &+= column.values[row] }
      for row in 0..<rowCount { presence[row] |= column.presence[row] }
    }
    for row in 0..<rowCount where values[row] > Self.maximum {
      values[row] = 0
      presence[row] = 0
    }
  }
}

extension CuratedBatch {
  /// Hashes all rows, some hundreds at a time.
  mutating func hashRows() {
    let rowCount = uploaded.rowCount
    prepareHashes(rowCount: rowCount)
    let (names, alliances) = (uploaded.texts(.name), uploaded.texts(.alliance))
    var numbers: [(values: [Int64], presence: [UInt8])?] = []
    for column in PlayerColumn.counters { numbers.append(self.numbers(column)) }

    let textByteCount = (names?.longestByteCount ?? 0) + (alliances?.longestByteCount ?? 0)
    let rowsPerBlock = RecordHashes.rowsPerBlock(textByteCount: textByteCount)
    for start in stride(from: 0, to: rowCount, by: rowsPerBlock) {
      let rows = start..<min(start + rowsPerBlock, rowCount)
      recordHashes.begin(rowCount: rows.count, textByteCount: textByteCount)
      recordHashes.add(uploaded.ids[rows], presence: nil)
      if let names { add(names, rows) } else { recordHashes.addEmptyText() }
      if let alliances { add(alliances, rows) } else { recordHashes.addMissing() }
      for column in numbers { add(column, rows) }
      finishHashes(of: rows)
    }
  }

  private mutating func add(_ column: TextColumn, _ rows: Range<Int>) {
    recordHashes.add(
      column.bytes, offsets: column.offsets[rows.lowerBound...rows.upperBound],
      presence: column.presence[rows])
  }

  private mutating func add(
    _ column: (values: [Int64], presence: [UInt8])?, _ rows: Range<Int>
  ) {
    guard let column else { return recordHashes.addMissing() }
    recordHashes.add(column.values[rows], presence: column.presence[rows])
  }
}

extension TextColumn {
  /// The size of the longest text.
  fileprivate var longestByteCount: Int {
    zip(offsets, offsets.dropFirst()).reduce(0) { max($0, Int($1.1 - $1.0)) }
  }
}
