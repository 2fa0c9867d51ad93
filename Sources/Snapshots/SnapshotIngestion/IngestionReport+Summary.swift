import Datasets
package import UploadReading

extension IngestionReport {
  /// What came of the upload, in one line for the log of a server. It holds text that others wrote.
  /// - Parameter file: what names the upload.
  package func summary(of file: String) -> String {
    switch outcome {
    case .refused(let rejection): return "\(file) refused: \(rejection.sentence)"
    case .accepted:
      if let newer = newerUpload {
        return """
          \(file) accepted, but not shown: the upload of \(event.snapshot.date) from \(newer) is \
          newer
          """
      }
      let (players, rows) = (reading?.rows.accepted ?? 0, reading?.rows.refused ?? 0)
      let refused = rows == 0 ? "" : rows == 1 ? ", 1 row refused" : ", \(rows) rows refused"
      return "\(file) accepted, \(players) \(players == 1 ? "player" : "players")\(refused)"
    }
  }
}

extension Rejection {
  /// Why a file was rejected: its part, its row, line and column, what was found and expected.
  package var sentence: String {
    let part = place.part.map { "\($0): " } ?? ""
    let position = position(row: place.row, line: place.line, column: place.column)
    return "\(part)\(position)found \(found), expected \(expected)"
  }
}

extension RowIssue {
  /// What is wrong with a row or a cell.
  package var sentence: String {
    let position = position(row: row, line: nil, column: column)
    return "\(position)found \"\(found)\", expected \(expected)"
  }
}

private func position(row: Int?, line: Int?, column: String?) -> String {
  var parts: [String] = []
  if let row { parts.append("row \(row)") }
  if let line { parts.append("line \(line)") }
  if let column { parts.append("column \"\(column)\"") }
  return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
}
