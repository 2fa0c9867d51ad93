import Bytes
import Datasets
import Testing
import UploadReading

@testable import SnapshotIngestion

/// Which columns are derived from an upload's own.
@Suite struct CurationPlanTests {
  private func plan(_ upload: String) throws -> CurationPlan {
    let document = UploadDocument(SharedBytes(upload), limits: UploadLimits())
    return CurationPlan(try UploadProfile(of: document).report.columns, weights: .standard)
  }

  @Test(
    arguments: [
      ("ID,T4 Kills,T5 Kills\n7,1,2\n", [.t4Kills, .t5Kills]),
      ("ID,T1 Kills,T2 Kills,T3 Kills\n7,1,,3\n", [.t1Kills, .t3Kills]),
      ("ID,Kills,T4 Kills,T5 Kills\n7,3,1,2\n", []),
      // A column without a value is none.
      ("ID,Kills,T4 Kills,T5 Kills\n7,,1,2\n", [.t4Kills, .t5Kills]), ("ID,Power\n7,1\n", []),
    ] as [(String, [PlayerColumn])])
  func killsAreTheSumOfTheTiersThatThereAre(_ upload: String, columns: [PlayerColumn]) throws {
    #expect(try plan(upload).killColumns == columns)
  }

  @Test(
    arguments: [
      ("ID,DKP\n7,1\n", .uploaded), ("ID,DKP,T4 Kills,T5 Kills,Deaths\n7,1,1,1,1\n", .uploaded),
      ("ID,T4 Kills,T5 Kills,Deaths\n7,1,1,1\n", .computed),
      ("ID,DKP,T4 Kills,T5 Kills,Deaths\n7,,1,1,1\n", .computed),
      ("ID,T4 Kills,T5 Kills,Deaths\n7,1,1,\n", .missing), ("ID,Kills,Deaths\n7,1,1\n", .missing),
    ] as [(String, CuratedTable.DKPOrigin)])
  func dkpNeedsItsThreeColumns(_ upload: String, origin: CuratedTable.DKPOrigin) throws {
    #expect(try plan(upload).dkpOrigin == origin)
  }

  @Test(arguments: [
    ("71,5,5,5,2,1", true), (",5,5,5,2,1", false), ("71,,5,5,2,1", false), ("0,0,0,0,0,0", true),
  ])
  func killPointsAreCheckedWhereAllTiersAreKnown(_ cells: String, isChecked: Bool) throws {
    let header = "ID,Kill Points,T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills"
    #expect(try plan("\(header)\n7,\(cells)\n").checksKillPoints == isChecked)
  }
}
