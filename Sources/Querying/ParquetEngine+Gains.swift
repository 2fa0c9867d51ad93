package import Rankings

extension ParquetEngine {
  package func gains(
    _ question: GainsQuestion, from offset: Int, limit: Int
  ) async throws -> Gains {
    async let from = GainsSide(question.from, question.measure, self)
    async let to = GainsSide(question.to, question.measure, self)
    return try await GainsComparison(from: from, to: to).gains(from: offset, limit: limit)
  }
}
