import Bytes
import DataLake
import Datasets
import Foundation
import Storage
import TestSupport
import Testing
import Time

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What processes that were killed have left in a lake.
@Suite struct AbandonedFilesTests {
  private let snapshot = "source=rok_players/kingdom=51/dt=2026-01-26"

  private func isThere(_ path: String, in lake: DirectoryStore) -> Bool {
    access("\(lake.root)/\(path)", F_OK) == 0
  }

  private func make(_ paths: [String], in lake: DirectoryStore) throws {
    for path in paths {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      if !folder.isEmpty { try lake.makeFolder(folder) }
      close(open("\(lake.root)/\(path)", O_CREAT | O_WRONLY, 0o644))
    }
  }

  @Test func allOfItIsRemovedAndNothingElse() async throws {
    try await withTemporaryLake { lake async throws in
      let abandoned = [
        ".upload.17.3", ".players.parquet.partial", "curated/source=rok_players/.x.7.partial",
        "curated/\(snapshot)/.players.parquet.partial",
        "raw/\(snapshot)/run_ts=20260126T120000Z/.players.csv.partial",
        "reports/\(snapshot)/run_ts=20260126T120000Z/.report.json.1.partial",
      ]
      // Of people and their programs.
      let others = [
        "inbox/\(snapshot)/.players.csv.partial", "curated/\(snapshot)/.hidden",
        "curated/\(snapshot)/players.partial", ".partial.txt",
      ]
      try make(abandoned + others, in: lake)
      let writer = try await lake.writer(for: "curated/\(snapshot)/other.parquet")
      await lake.removeAbandoned()
      #expect(abandoned.filter { isThere($0, in: lake) } == [])
      #expect(others.filter { !isThere($0, in: lake) } == [])
      // What somebody writes is nobody's leftover.
      try await writer.write([.init("x")])
      #expect(try await writer.commit(when: .absent) == .written)
    }
  }

  @Test func aSnapshotsOwnIsRemovedWithIt() async throws {
    try await withTemporaryLake { lake async throws in
      let own = [
        ".players.parquet.partial", "curated/source=rok_players/.x.partial",
        "raw/\(snapshot)/run_ts=20260126T120000Z/.players.csv.partial",
      ]
      let other = "raw/source=rok_players/kingdom=52/dt=2026-01-26/.players.csv.partial"
      try make(own + [other], in: lake)
      let kingdom = try #require(Kingdom(51))
      let date = try #require(CalendarDate("2026-01-26"))
      await lake.removeAbandoned(of: SnapshotID(kingdom: kingdom, date: date))
      #expect(own.filter { isThere($0, in: lake) } == [])
      #expect(isThere(other, in: lake))
    }
  }
}
