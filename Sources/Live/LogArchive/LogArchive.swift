import Bytes
import LiveScores
import Parquet
package import ScoreLog
package import Storage
import Time

/// Keeps the events of a log as Parquet in a lake: a file for each UTC day and each export, written
/// once.
///
///     live/events/dt=2026-11-30/events-0000000000000000001-0000000000000004711.parquet
///
/// The numbers are the first and the last sequence of a file. An export goes on where the last one
/// ended, so that the log may forget what is archived.
package struct LogArchive: Sendable {
  private let store: any ObjectStore
  private let eventsAtOnce: Int

  /// - Parameter eventsAtOnce: events of a row group at most, which are in memory together.
  package init(_ store: any ObjectStore, eventsAtOnce: Int = 50_000) {
    self.store = store
    self.eventsAtOnce = max(1, eventsAtOnce)
  }

  /// The files, in the order of their events.
  /// - Throws: `ObjectStoreError`.
  package func files() async throws -> [ArchiveFile] {
    try await store.list(ArchiveFile.prefix, delimited: false).keys
      .compactMap { ArchiveFile(key: $0) }.sorted { $0.first < $1.first }
  }

  /// Adds the events that are newer than those of the archive.
  /// - Throws: `ArchiveError` if another export runs, `ScoreLogError`, `ObjectStoreError`.
  package func add(eventsOf log: some EventReader & BoardLog) async throws -> ArchiveAddition {
    let boards = Dictionary(
      try await log.boards().map { ($0.number, $0) }
    ) { first, _ in first }
    var addition = ArchiveAddition()
    var last = try await files().last?.last ?? 0
    var day: [EventTable] = []
    while true {
      let events = try await log.events(after: last, limit: eventsAtOnce)
      guard let newest = events.last?.sequence else { break }
      addition.missingCount += newest - last - Int64(events.count)
      for part in events.chunkedByDay {
        if let begun = day.first, begun.day != part.first?.at.day {
          addition.files.append(try await write(day))
          day = []
        }
        day.append(EventTable(part, boards))
      }
      last = newest
    }
    if !day.isEmpty { addition.files.append(try await write(day)) }
    return addition
  }

  /// Reads a file.
  /// - Throws: `ArchiveError` for a file that is none of the archive's, `ParquetError`,
  ///   `ObjectStoreError`.
  package func events(of file: ArchiveFile) async throws -> [LogEvent] {
    let bytes = try await store.get(file.key)
    return try await EventTable.events(in: try await ParquetFile(bytes), named: file.key)
  }

  /// Writes the tables of a day.
  private func write(_ tables: [EventTable]) async throws -> ArchiveFile {
    guard let first = tables.first, let last = tables.last,
      let begin = first.sequences.first, let end = last.sequences.last
    else { throw ArchiveError(place: ArchiveFile.prefix, reason: "there are no events") }
    let file = ArchiveFile(day: first.day, first: begin, last: end)
    let schema = try EventTable.schema()
    var writer = ParquetWriter(schema: schema)
    let encoder = RowGroupEncoder(schema: schema)
    let object = try await store.writer(for: file.key)
    for table in tables {
      try await object.write(try writer.append(try table.encoded(by: encoder)))
    }
    try await object.write(try writer.finish(metadata: [("standings.content", "live events")]))
    guard try await object.commit(when: .absent) == .written else {
      throw ArchiveError(place: file.key, reason: "the file is there: another export runs")
    }
    return file
  }
}

/// A file of an archive.
package struct ArchiveFile: Hashable, Sendable {
  static let prefix = "live/events/"

  /// The UTC day of its events, such as `2026-11-30`.
  package let day: String
  /// The sequences of its first and last event.
  package let first: Int64
  package let last: Int64

  init(day: String, first: Int64, last: Int64) {
    self.day = day
    self.first = first
    self.last = last
  }

  /// - Returns: `nil` for a key that is none of an archive.
  init?(key: String) {
    let parts = key.dropFirst(Self.prefix.count).split(separator: "/")
    guard key.hasPrefix(Self.prefix), parts.count == 2, parts[0].hasPrefix("dt=") else {
      return nil
    }
    let numbers = parts[1].split(separator: ".")[0].split(separator: "-").dropFirst()
    guard numbers.count == 2, let first = numbers.first.flatMap({ Int64($0) }),
      let last = numbers.last.flatMap({ Int64($0) })
    else { return nil }
    self.init(day: String(parts[0].dropFirst(3)), first: first, last: last)
    guard self.key == key else { return nil }
  }

  package var key: String {
    "\(Self.prefix)dt=\(day)/events-\(Self.padded(first))-\(Self.padded(last)).parquet"
  }

  /// All of a length, so that keys are in the order of numbers.
  private static func padded(_ number: Int64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
  }
}

/// What an export has added.
package struct ArchiveAddition: Hashable, Sendable {
  package var files: [ArchiveFile] = []
  /// Events that the log has forgotten and the archive does not have.
  package var missingCount: Int64 = 0
}

/// An archive that cannot be written or read.
package struct ArchiveError: Error, Hashable, CustomStringConvertible {
  package let place: String
  package let reason: String

  package var description: String { "\(place): \(reason)" }
}

extension Instant {
  /// The UTC day.
  var day: String { String(description.prefix(10)) }
}

extension [LogEvent] {
  /// The events of each day, in order.
  fileprivate var chunkedByDay: [ArraySlice<LogEvent>] {
    var (parts, rest): ([ArraySlice<LogEvent>], ArraySlice<LogEvent>) = ([], self[...])
    while let day = rest.first?.at.day {
      let part = rest.prefix { $0.at.day == day }
      parts.append(part)
      rest = rest.dropFirst(part.count)
    }
    return parts
  }
}
