import LambdaRuntime

/// The order in which the records of one event are handled.
enum RecordOrder {
  typealias Record = Result<S3EventRecord, EventError>

  /// Records of one key by their sequencers, so that the newest comes last; all others where they
  /// stand.
  static func sorted(_ records: [Record]) -> [Record] {
    var places: [Place: [Int]] = [:]
    for (index, record) in records.enumerated() {
      guard case .success(let record) = record, record.sequencer != nil else { continue }
      places[Place(bucket: record.bucket, key: record.key), default: []].append(index)
    }
    var sorted = records
    for indices in places.values where indices.count > 1 {
      let inOrder = indices.map { records[$0] }.sorted { sequencer(of: $0) < sequencer(of: $1) }
      for (index, record) in zip(indices, inOrder) { sorted[index] = record }
    }
    return sorted
  }

  private struct Place: Hashable {
    let bucket: String
    let key: String
  }

  private static func sequencer(of record: Record) -> S3Sequencer {
    guard case .success(let record) = record, let sequencer = record.sequencer else {
      return S3Sequencer("")
    }
    return sequencer
  }
}
