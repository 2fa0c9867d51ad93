import Bytes
import Datasets
import Testing

@testable import UploadReading

/// The columns of a batch, as whoever encodes them sees them.
@Suite struct BatchTests {
  private func profile(
    _ text: String, rowsPerBatch: Int = 100, _ duplicates: ReadingSettings.Duplicates = .refuse
  ) throws -> UploadProfile {
    var settings = ReadingSettings()
    settings.rowsPerBatch = rowsPerBatch
    settings.duplicates = duplicates
    return try UploadProfile(of: UploadDocument(text), settings: settings)
  }

  @Test func columnsAreDenseWithAByteForPresence() throws {
    let profile = try profile("id,name,power,tag\n7,Ada,5,AB\n8,,,\n9,é,x,N/A\n")
    var batch = SnapshotBatch()
    try profile.read(batch: 0, into: &batch)
    #expect(batch.rowCount == 3)
    #expect(batch.numbers(.power)?.values == [5, 0, 0])
    #expect(batch.numbers(.power)?.presence == [1, 0, 0])
    #expect(batch.numbers(.power)?.presentCount == 1)
    #expect(batch.texts(.name)?.bytes == Array("Adaé".utf8))
    #expect(batch.texts(.name)?.offsets == [0, 3, 3, 5])
    #expect(batch.texts(.name)?.presence == [1, 1, 1])
    #expect(batch.texts(.alliance)?.offsets == [0, 2, 2, 2])
    #expect(batch.texts(.alliance)?.presence == [1, 0, 0])
    #expect(batch.texts(.alliance)?.presentCount == 1)
    #expect(batch.problems.count == 1)
  }

  @Test func onlyTextsAreTextsAndOnlyCountsAreNumbers() throws {
    var batch = SnapshotBatch()
    try profile("id,name,power\n7,Ada,5\n").read(batch: 0, into: &batch)
    #expect(batch.numbers(.id) == nil)
    #expect(batch.numbers(.name) == nil)
    #expect(batch.texts(.power) == nil)
  }

  @Test func aBatchKeepsNothingOfWhatItHeldBefore() throws {
    var batch = SnapshotBatch()
    try profile("id,name,power\n1,Ada,x\n2,Bo,6\n3,Cy,7\n").read(batch: 0, into: &batch)
    try profile("id,power,kp\n9,,8\n").read(batch: 0, into: &batch)
    #expect(batch.ids == [9])
    #expect(batch.rowNumbers == [2])
    #expect(batch.texts(.name) == nil)
    #expect(batch.numbers(.power)?.values == [0])
    #expect(batch.numbers(.power)?.presence == [0])
    #expect(batch.numbers(.killPoints)?.values == [8])
    #expect(batch.problems.isEmpty)
  }

  @Test func batchesAreOfRowsOfTheFileAndMayBeEmpty() throws {
    let profile = try profile("id\n1\n2\n0\nx\n5\n", rowsPerBatch: 2)
    #expect(profile.batchCount == 3)
    var batch = SnapshotBatch()
    let ids = try (0..<3).map { index in
      try profile.read(batch: index, into: &batch)
      return batch.ids
    }
    #expect(ids == [[1, 2], [], [5]])
  }

  @Test func aRowThatIsSupersededIsInNoBatch() throws {
    let profile = try profile("id,power\n1,x\n2,5\n1,6\n", rowsPerBatch: 1, .keepLast)
    var batch = SnapshotBatch()
    var problems = profile.report.problems
    for index in 0..<profile.batchCount {
      try profile.read(batch: index, into: &batch)
      problems.append(batch.problems)
    }
    #expect(problems.listed.map(\.code) == [.duplicateID])
  }

  @Test func aBatchOfNoRowsIsOneOfOneRow() throws {
    var settings = ReadingSettings()
    settings.rowsPerBatch = 0
    #expect(settings.rowsPerBatch == 1)
  }
}
