import Bytes
import Parquet
import SnapshotIngestion
import Storage
import TestSupport
import Testing

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let curatedKey = "curated/\(folder)/players.parquet"

private func verify(_ lake: any ObjectStore) async throws -> VerifiedSnapshot {
  let verification = LakeVerification(store: lake, now: afterwards)
  let snapshots = try await verification.snapshots(of: nil, on: nil)
  return try #require(try await verification.verify(snapshots).first)
}

@Suite struct LakeVerificationTests {
  @Test func aLakeThatIsWhole() async throws {
    try await withUploads { lake in
      let verified = try await verify(lake)
      #expect(verified.isAsItShouldBe && verified.differences == nil)
    }
  }

  @Test(arguments: ["curated", "reports", "rejected", "raw"])
  func nothingIsEverWritten(_ lost: String) async throws {
    try await withUploads { lake in
      try lake.remove(lost)
      let before = try await lake.tree()
      let verified = try await verify(lake)
      #expect(!verified.isAsItShouldBe || lost == "rejected")
      #expect(try await lake.tree() == before)
    }
  }

  /// Another upload's file in the place of the right one.
  private func differences(from other: String) async throws -> SnapshotDifferences {
    var differences: SnapshotDifferences?
    try await withUploads { lake in
      try await withTemporaryLake { elsewhere async throws in
        let event = try #require(Uploads.event())
        _ = try await IngestionPipeline(store: elsewhere).ingest(SharedBytes(other), of: event)
        try await lake.overwrite(curatedKey, try await elsewhere.get(curatedKey))
      }
      differences = try await verify(lake).differences
    }
    return try #require(differences)
  }

  @Test func playersAndCellsThatDifferAreNamed() async throws {
    let differences = try await differences(
      from: "Governor ID,Name,Alliance,Power\n3,名前,-ICE,701\n1,Anna,FIRE,\n4,Cy,,5\n")
    #expect(differences.missing.ids == [2] && differences.unexpected.ids == [4])
    #expect(differences.changed.ids == [1])
    #expect(
      differences.cells.map { [$0.value.key, $0.value.found, $0.value.expected] } == [
        ["alliance", "FIRE", "ICE"], ["power", nil, "901"],
      ])
    #expect(differences.metadata.contains { $0.key == "standings.source_sha256" })
  }

  @Test func whatIsNoParquetIsSaidSo() async throws {
    try await withUploads { lake in
      try await lake.overwrite(curatedKey, SharedBytes("no Parquet at all"))
      let differences = try #require(try await verify(lake).differences)
      #expect(differences.unreadable?.isEmpty == false && !differences.isOfBytesAlone)
    }
  }

  @Test func bytesThatMakeNoDifferenceAreFound() async throws {
    try await withUploads { lake in
      // A byte of the hash of a row: no cell of a player.
      let file = try await lake.get(curatedKey).array
      let parquet = try await ParquetFile(SharedBytes(file))
      let hash = try #require(parquet.metadata.columnIndex(named: "record_hash"))
      var bytes = file
      bytes[parquet.metadata.rowGroups[0].chunks[hash].byteRange.upperBound - 1] ^= 1
      try await lake.overwrite(curatedKey, SharedBytes(bytes))
      let verified = try await verify(lake)
      #expect(!verified.isAsItShouldBe && verified.differences?.isOfBytesAlone == true)
    }
  }
}
