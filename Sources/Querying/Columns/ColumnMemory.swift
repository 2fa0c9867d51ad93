import Rankings
import Synchronization

/// Whole columns of curated files, and what is worked out from them, kept while there is room.
///
/// What is kept belongs to one version of a file, for which it stays right for ever. Equal
/// questions that come at the same time read once.
final class ColumnMemory: Sendable {
  private enum Content: Hashable {
    case numbers(PlayerColumn)
    case weighted(DKPWeights)
    case ranking(GainMeasure)
    case order(Metric)
    case searchTexts
  }

  private struct Question: Hashable {
    let upload: SnapshotSummary
    let content: Content
  }

  private let kept: Mutex<RecentValues<Question, any Sendable>>
  private let work = SharedWork<Question, any Sendable>()

  /// - Parameter byteCount: about how much memory may be kept.
  init(byteCount: Int) {
    kept = Mutex(RecentValues(capacity: byteCount))
  }

  /// All numbers of a column by row, -1 where one is missing.
  func numbers(_ column: PlayerColumn, of file: SnapshotFile) async throws -> [Int64] {
    try await value(.numbers(column), of: file) {
      try await file.wholeNumbers(column)
    }
  }

  /// The ranks of what a measure gives.
  func ranking(_ measure: GainMeasure, of file: SnapshotFile) async throws -> MetricRanking {
    try await value(.ranking(measure), of: file) { [self] in
      MetricRanking(of: try await measured(measure, of: file))
    }
  }

  /// The rows in the order of a board.
  func order(by metric: Metric, of file: SnapshotFile) async throws -> BoardOrder {
    try await value(.order(metric), of: file) { [self] in
      BoardOrder(
        values: try await numbers(metric.column, of: file), ids: try await numbers(.id, of: file))
    }
  }

  /// Every player's number by a measure by row, -1 where it is missing.
  func measured(_ measure: GainMeasure, of file: SnapshotFile) async throws -> [Int64] {
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

  /// What players are found by.
  func searchTexts(of file: SnapshotFile) async throws -> SearchTexts {
    try await value(.searchTexts, of: file) { [self] in
      SearchTexts(
        ids: try await numbers(.id, of: file), names: try await file.wholeTexts(.name),
        alliances: try await file.wholeTexts(.alliance))
    }
  }

  private func value<Value: MemorySized>(
    _ content: Content, of file: SnapshotFile,
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let question = Question(upload: file.summary, content: content)
    if let value = kept.withLock({ $0[question] }) as? Value { return value }
    let answer = try await self.work.answer(question) { [self] in
      let value = try await work()
      kept.withLock { $0.keep(value, for: question, size: value.memoryByteCount + 256) }
      return value
    }
    guard let value = answer as? Value else {
      throw file.unreadable("its \(content) is not of the type that was asked for")
    }
    return value
  }
}

extension DKPWeights {
  /// The DKP of each row; -1 where one of the three is missing, or where it fits no JSON number.
  fileprivate func dkp(t4Kills: [Int64], t5Kills: [Int64], deaths: [Int64]) -> [Int64] {
    zip(zip(t4Kills, t5Kills), deaths).map { kills, deaths in
      guard kills.0 >= 0, kills.1 >= 0, deaths >= 0,
        let dkp = dkp(t4Kills: kills.0, t5Kills: kills.1, deaths: deaths),
        dkp <= GainMeasure.greatestValue
      else { return -1 }
      return dkp
    }
  }
}

/// Tells about how much memory it takes.
private protocol MemorySized: Sendable {
  var memoryByteCount: Int { get }
}

extension [Int64]: MemorySized {
  fileprivate var memoryByteCount: Int { count * 8 }
}

extension BoardOrder: MemorySized {
  fileprivate var memoryByteCount: Int { count * 4 }
}

extension MetricRanking: MemorySized {
  fileprivate var memoryByteCount: Int { count * 8 }
}

extension SearchTexts: MemorySized {
  fileprivate var memoryByteCount: Int { byteCount }
}
