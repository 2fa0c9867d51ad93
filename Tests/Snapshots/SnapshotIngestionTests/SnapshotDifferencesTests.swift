import Bytes
import Datasets
import SnapshotIngestion
import Storage
import TestSupport
import Testing

private let curatedKey = "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"

/// How a curated file differs from what its upload makes.
@Suite struct SnapshotDifferencesTests {
  /// The differences of a file of one upload in the place of that of another.
  private func differences(
    found: String, expected: String, weights: DKPWeights? = nil
  ) async throws -> SnapshotDifferences? {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      _ = try await IngestionPipeline(store: lake).ingest(SharedBytes(expected), of: event)
      let file = try await withTemporaryLake { elsewhere async throws in
        var settings = IngestionSettings()
        if let weights { settings.dkpWeights = weights }
        _ = try await IngestionPipeline(store: elsewhere, settings: settings)
          .ingest(SharedBytes(found), of: event)
        return try await elsewhere.get(curatedKey)
      }
      try await lake.overwrite(curatedKey, file)
      let verification = LakeVerification(store: lake, now: afterwards)
      let snapshots = try await verification.snapshots(of: nil, on: nil)
      return try await verification.verify(snapshots).first?.differences
    }
  }

  private func list(_ ids: ClosedRange<Int>, power: Int = 5, kills: String = "") -> String {
    "id,name,power,kills\n" + ids.map { "\($0),P\($0),\(power),\(kills)\n" }.joined()
  }

  @Test func theSameFileHasNone() async throws {
    #expect(try await differences(found: list(1...3), expected: list(1...3)) == nil)
  }

  @Test func manyPlayersAreCountedAndTheFirstTenAreNamed() async throws {
    let found = try await differences(found: list(31...60), expected: list(1...40))
    let differences = try #require(found)
    #expect(differences.missing.count == 30 && differences.missing.ids == Array(1...10))
    #expect(differences.unexpected.count == 20 && differences.unexpected.ids == Array(41...50))
    #expect(differences.changed.count == 0 && differences.cells.isEmpty)
    #expect(differences.unreadable == nil && !differences.isOfBytesAlone)
  }

  @Test func theCellsOfTheFirstTenPlayersAreShown() async throws {
    let found = try await differences(
      found: list(1...30, power: 6, kills: "1"), expected: list(1...30))
    let differences = try #require(found)
    #expect(differences.changed.count == 30 && differences.changed.ids == Array(1...10))
    #expect(differences.cells.map(\.id) == (1...10).flatMap { [$0, $0] })
    #expect(
      differences.cells.prefix(2).map { [$0.value.key, $0.value.found, $0.value.expected] } == [
        ["power", "6", "5"], ["kills", "1", nil],
      ])
    #expect(differences.missing.count == 0 && differences.unexpected.count == 0)
  }

  @Test func anotherOrderOfPlayersIsNoDifferenceOfTheirs() async throws {
    let found = try await differences(
      found: "id,name\n2,B\n1,A\n", expected: "id,name\n1,A\n2,B\n")
    let differences = try #require(found)
    #expect(differences.missing.count == 0 && differences.changed.count == 0)
    // The upload is another one.
    #expect(differences.metadata.map(\.key) == ["standings.source_sha256"])
  }

  @Test func otherWeightsAreADifferenceOfTheMetadata() async throws {
    let upload = "id,name,t4 kills,t5 kills,deaths\n7,A,1,0,0\n"
    let found = try await differences(
      found: upload, expected: upload, weights: DKPWeights("t4:4,t5:10,deaths:15"))
    let differences = try #require(found)
    let weights = try #require(differences.metadata.first { $0.key == "standings.dkp_weights" })
    #expect(weights.found == "t4:4,t5:10,deaths:15")
    #expect(weights.expected == "t4:10,t5:30,deaths:80")
    #expect(
      differences.cells.map { [$0.value.key, $0.value.found, $0.value.expected] } == [
        ["dkp", "4", "10"]
      ])
  }
}
