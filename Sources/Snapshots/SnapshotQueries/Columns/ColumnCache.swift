import Concurrency
import Datasets
import Leaderboards
import Synchronization

/// Caches whole columns of curated files and values derived from them, within a budget.
///
/// An entry belongs to one version of a file and stays correct for ever. Equal queries in flight
/// read once. Values derived with a client's weights have a small budget of their own, so that they
/// never evict columns.
final class ColumnCache: Sendable {
  private enum Content: Hashable {
    case numbers(PlayerColumn)
    case weighted(DKPWeights)
    case ranking(GainMeasure)
    case order(Metric)
    case searchTexts
  }

  private struct Question: Hashable {
    let header: SnapshotHeader
    let content: Content

    /// Whether it depends on a client's weights.
    var isOfChosenWeights: Bool {
      switch content {
      case .weighted(let weights), .ranking(.weighted(let weights)): weights != header.dkpWeights
      case .numbers, .ranking(.column), .order, .searchTexts: false
      }
    }
  }

  private struct Kept {
    var columns: LRUCache<Question, any ColumnContent>
    var chosen: LRUCache<Question, any ColumnContent>
  }

  /// The fraction of the budget for values with a client's weights.
  private static let chosenPart = 8

  private let kept: Mutex<Kept>
  private let flights = SingleFlight<Question, any ColumnContent>()

  /// - Parameter byteCount: the approximate memory of the cache.
  init(byteCount: Int) {
    let chosen = byteCount / Self.chosenPart
    kept = Mutex(
      Kept(columns: LRUCache(maxBytes: byteCount - chosen), chosen: LRUCache(maxBytes: chosen)))
  }

  /// The approximate memory in use, and the number of entries.
  var held: (byteCount: Int, count: Int) {
    kept.withLock {
      ($0.columns.byteCount + $0.chosen.byteCount, $0.columns.count + $0.chosen.count)
    }
  }

  /// All numbers of a column by row, -1 if missing.
  func numbers(_ column: PlayerColumn, of file: OpenSnapshot) async throws -> [Int64] {
    try await value(.numbers(column), of: file) {
      try await file.wholeNumbers(column)
    }
  }

  /// The ranks by a measure.
  func ranking(_ measure: GainMeasure, of file: OpenSnapshot) async throws -> BoardValues {
    try await value(.ranking(measure), of: file) { [self] in
      BoardValues(of: try await measured(measure, of: file))
    }
  }

  /// The rows in the order of a board.
  func order(by metric: Metric, of file: OpenSnapshot) async throws -> BoardOrder {
    try await value(.order(metric), of: file) { [self] in
      BoardOrder(
        values: try await numbers(metric.column, of: file), ids: try await numbers(.id, of: file))
    }
  }

  /// Every player's number by a measure, by row, -1 if missing.
  func measured(_ measure: GainMeasure, of file: OpenSnapshot) async throws -> [Int64] {
    switch measure {
    case .column(let metric):
      return try await numbers(metric.column, of: file)
    case .weighted(let weights):
      return try await value(.weighted(weights), of: file) { [self] in
        async let t4 = numbers(.t4Kills, of: file)
        async let t5 = numbers(.t5Kills, of: file)
        async let deaths = numbers(.deaths, of: file)
        return weights.dkp(t4Kills: try await t4, t5Kills: try await t5, deaths: try await deaths)
      }
    }
  }

  /// The text for searching players.
  func searchTexts(of file: OpenSnapshot) async throws -> SearchTexts {
    try await value(.searchTexts, of: file) { [self] in
      SearchTexts(
        ids: try await numbers(.id, of: file), names: try await file.wholeTexts(.name),
        alliances: try await file.wholeTexts(.alliance))
    }
  }

  private func value<Value: ColumnContent>(
    _ content: Content, of file: OpenSnapshot,
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let query = Question(header: file.header, content: content)
    let known = kept.withLock { kept in
      query.isOfChosenWeights
        ? kept.chosen.value(for: query) : kept.columns.value(for: query)
    }
    if let value = known as? Value { return value }
    let answer = try await flights.value(for: query) { [self] in
      let value = try await work()
      try Task.checkCancellation()
      keep(value, for: query)
      return value
    }
    guard let value = answer as? Value else {
      throw file.unreadable("its \(content) is not of the type that was asked for")
    }
    return value
  }

  private func keep(_ value: some ColumnContent, for query: Question) {
    // The value is boxed.
    let byteCount = query.header.memoryByteCount + value.memoryByteCount + 64
    kept.withLock { kept in
      if query.isOfChosenWeights {
        kept.chosen.insert(value, for: query, byteCount: byteCount)
      } else {
        kept.columns.insert(value, for: query, byteCount: byteCount)
      }
    }
  }
}

extension DKPWeights {
  /// The DKP of each row; -1 if one of the three is missing, or if it exceeds JSON's exact
  /// integers.
  fileprivate func dkp(t4Kills: [Int64], t5Kills: [Int64], deaths: [Int64]) -> [Int64] {
    zip(zip(t4Kills, t5Kills), deaths).map { kills, deaths in
      guard kills.0 >= 0, kills.1 >= 0, deaths >= 0,
        let dkp = dkp(t4Kills: kills.0, t5Kills: kills.1, deaths: deaths),
        dkp <= GainMeasure.maxValue
      else { return -1 }
      return dkp
    }
  }
}

/// A cached item of a file: a column, or something derived from columns.
private protocol ColumnContent: MemorySized, Sendable {}

extension [Int64]: MemorySized {
  var memoryByteCount: Int { placesByteCount }
}

extension [Int64]: ColumnContent {}

extension BoardOrder: ColumnContent {
  var memoryByteCount: Int { count * 4 }
}

extension BoardValues: ColumnContent {
  var memoryByteCount: Int { count * 8 }
}

extension SearchTexts: ColumnContent {
  var memoryByteCount: Int { byteCount }
}
