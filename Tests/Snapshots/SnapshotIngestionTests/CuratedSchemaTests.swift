import Datasets
import Parquet
import Testing

@testable import SnapshotIngestion

/// The columns of the curated file, which readers elsewhere rely on.
@Suite struct CuratedSchemaTests {
  @Test func theColumnsStandInTheirOrder() throws {
    let columns = try CuratedTable.schema().columns
    #expect(
      columns.map(\.name) == [
        "id", "name", "alliance", "power", "kill_points", "t1_kills", "t2_kills", "t3_kills",
        "t4_kills", "t5_kills", "kills", "deaths", "dkp", "kingdom", "snapshot_date",
        "ingested_at", "run_id", "record_hash",
      ])
  }

  @Test(
    arguments: [
      ("id", .int64), ("name", .string), ("alliance", .string), ("power", .int64), ("dkp", .int64),
      ("kingdom", .int32), ("snapshot_date", .date), ("ingested_at", .timestampMicros),
      ("run_id", .string), ("record_hash", .string),
    ] as [(String, ColumnType)])
  func aColumnHasItsType(_ name: String, type: ColumnType) throws {
    let column = try CuratedTable.schema().columns.first { $0.name == name }
    #expect(column?.type == type)
  }

  @Test func onlyAlliancesAndCountsMayBeMissing() throws {
    let optional = try CuratedTable.schema().columns.filter { !$0.isRequired }.map(\.name)
    #expect(
      Set(optional) == [
        "alliance", "power", "kill_points", "t1_kills", "t2_kills", "t3_kills", "t4_kills",
        "t5_kills", "kills", "deaths", "dkp",
      ])
  }
}
