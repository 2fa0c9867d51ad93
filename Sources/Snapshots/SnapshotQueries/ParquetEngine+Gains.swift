extension ParquetEngine {
  package func gains(
    _ query: GainsQuery, from offset: Int, limit: Int
  ) async throws -> Gains {
    async let from = GainsSide(query.from, query.measure, self)
    async let to = GainsSide(query.to, query.measure, self)
    return try await GainsComparison(from: from, to: to).gains(from: offset, limit: limit)
  }
}
