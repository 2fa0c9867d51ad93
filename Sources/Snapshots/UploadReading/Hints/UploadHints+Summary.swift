internal import Datasets

extension UploadHints {
  /// What the sheet of a workbook that tells about the others says: a value beside or below the
  /// name of a column of that kind.
  /// - Parameter rows: the sheet's first rows.
  init(ofSheet name: String, _ rows: [HeaderRow]) {
    guard HeaderName(name).folded == "summary" else { return }
    for (index, row) in rows.enumerated() {
      for (column, label) in row.cells.enumerated() {
        guard let kind = HintColumn(label.hasSuffix(":") ? String(label.dropLast()) : label)
        else { continue }
        let beside = row.cells[(column + 1)...].first
        let below = rows[(index + 1)...].first?.cells.dropFirst(column).first
        switch kind {
        case .kingdom:
          let found = [beside, below].lazy.compactMap { $0.flatMap { Kingdom($0) } }.first
          if let found { kingdoms.append(Hint(value: found, source: .summarySheet(name))) }
        case .date:
          let found = [beside, below].lazy.compactMap { $0.flatMap { WrittenDate.read($0) } }.first
          if let found { dates.append(Hint(value: found, source: .summarySheet(name))) }
        }
      }
    }
  }
}
