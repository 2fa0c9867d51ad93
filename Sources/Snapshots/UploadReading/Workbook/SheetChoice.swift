internal import Datasets
internal import ZIP

/// The sheet of a workbook with the players, and its header.
struct SheetChoice: Sendable {
  let sheet: Workbook.Sheet
  let header: HeaderRow
  /// Other sheets with players.
  let others: [String]

  /// The kingdom in the sheet's name.
  var namedKingdom: Kingdom? { Kingdom(namedBy: sheet) }

  /// A sheet with a header.
  private struct Candidate {
    let sheet: Workbook.Sheet
    let header: HeaderRow
    let score: HeaderRow.Score

    var kingdom: Kingdom? { Kingdom(namedBy: sheet) }
  }

  /// Chooses among the sheets whose header has an id: a sheet named after a kingdom comes first,
  /// since exports add sheets of sums and top players; then the one with the most known columns,
  /// visible before hidden ones, then the first.
  /// - Parameters:
  ///   - sheets: each with its first rows.
  ///   - kingdom: the upload's kingdom, if known.
  init(
    among sheets: [(sheet: Workbook.Sheet, rows: [HeaderRow])], of kingdom: Kingdom?,
    limits: UploadLimits
  ) throws(Rejection) {
    var candidates: [Candidate] = []
    var first: HeaderRow?
    for (sheet, rows) in sheets {
      first = first ?? rows.first
      if let candidate = Self.candidate(sheet, rows) { candidates.append(candidate) }
    }
    guard let best = candidates.min(by: { Self.isBetter($0, than: $1, for: kingdom) }) else {
      if let first { throw .noHeader(firstRow: first) }
      throw Rejection(.noRows, found: "no rows in any sheet", expected: "a row for each player")
    }
    guard best.score.hasID else {
      throw .noIDColumn(
        among: best.header.cells, at: Rejection.Place(row: best.header.number))
    }
    candidates.removeAll { !$0.score.hasID }
    try Self.checkOneKingdom(candidates, best: best, kingdom)
    if best.header.columns.count > limits.columns {
      throw .tooManyColumns(best.header, limit: limits.columns)
    }
    sheet = best.sheet
    header = best.header
    others = candidates.map(\.sheet.name).filter { $0 != best.sheet.name }
  }

  private static func candidate(_ sheet: Workbook.Sheet, _ rows: [HeaderRow]) -> Candidate? {
    var best: Candidate?
    for (index, row) in rows.enumerated() {
      let score = HeaderRow.Score(of: row, above: rows[(index + 1)...])
      if score.columns > 0, best.map({ $0.score < score }) ?? true {
        best = Candidate(sheet: sheet, header: row, score: score)
      }
    }
    return best
  }

  private static func isBetter(
    _ left: Candidate, than right: Candidate, for kingdom: Kingdom?
  ) -> Bool {
    func rank(_ candidate: Candidate) -> (Int, Int, Int, Int, Int) {
      let own = candidate.kingdom
      return (
        candidate.score.hasID ? 0 : 1, own != nil && own == kingdom ? 0 : 1, own != nil ? 0 : 1,
        -candidate.score.columns, candidate.sheet.isHidden ? 1 : 0
      )
    }
    return rank(left) < rank(right)
  }

  /// A workbook of several kingdoms is read only if the kingdom is known.
  private static func checkOneKingdom(
    _ candidates: [Candidate], best: Candidate, _ kingdom: Kingdom?
  ) throws(Rejection) {
    let named = candidates.filter { $0.kingdom != nil }
    guard named.count > 1, best.kingdom != kingdom else { return }
    let names = named.map(\.sheet.name).joined(separator: ", ")
    throw Rejection(
      .severalKingdoms, found: "sheets of several kingdoms: \(Excerpt.of(names))",
      expected: kingdom.map { "a sheet of kingdom \($0)" }
        ?? "one kingdom: state its number")
  }
}

extension Kingdom {
  fileprivate init?(namedBy sheet: Workbook.Sheet) {
    let name = Array(sheet.name.utf8).withUnsafeBytes {
      String(decoding: $0.trimmingBlanks(), as: UTF8.self)
    }
    self.init(name)
  }
}
