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
