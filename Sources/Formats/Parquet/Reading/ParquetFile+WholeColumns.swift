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
