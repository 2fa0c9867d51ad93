import Bytes
import Datasets
import UploadReading

/// Reads any bytes as an upload: with a first byte that sets the sizes of batches, and limits small
/// enough for inputs to reach them.
@_cdecl("LLVMFuzzerTestOneInput")
public func readUpload(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  guard let first = input.first else { return 0 }
  var settings = ReadingSettings()
  settings.rowsPerBatch = Int(first & 7) + 1
  settings.duplicates = first & 8 == 0 ? .refuse : .keepLast
  settings.limits.rows = 1000
  settings.limits.columns = 40
  settings.limits.cellBytes = 200
  settings.limits.rowBytes = 2000
  settings.limits.textBytes = 1 << 20
  settings.limits.listedProblems = 3
  let profile: UploadProfile
  do throws(Rejection) {
    profile = try UploadProfile(
      of: UploadDocument(SharedBytes(Array(input.dropFirst())), limits: settings.limits),
      settings: settings)
  } catch {
    precondition(!error.found.isEmpty && !error.expected.isEmpty, "a refusal without its reason")
    return 0
  }
  var batch = SnapshotBatch()
  var accepted = 0
  for index in 0..<profile.batchCount {
    do throws(Rejection) {
      try profile.read(batch: index, into: &batch)
    } catch {
      preconditionFailure("refused only on reading: \(error)")
    }
    check(batch)
    accepted += batch.rowCount
  }
  precondition(accepted == profile.report.rows.accepted, "rows were lost between the two passes")
  checkSpeculation(of: SharedBytes(Array(input.dropFirst())), settings, profile)
  return 0
}

/// What is read as the first rows predict, and confirmed, is what the profile has.
private func checkSpeculation(
  of upload: SharedBytes, _ settings: ReadingSettings, _ profile: UploadProfile
) {
  var scope = SpeculativeRead.Scope()
  (scope.minByteCount, scope.rows) = (0, 1)
  let document = UploadDocument(upload, limits: settings.limits)
  guard let speculation = SpeculativeRead(of: document, settings: settings, scope: scope) else {
    return
  }
  var (batch, profiled) = (SnapshotBatch(), SnapshotBatch())
  var findings: [PartFindings] = []
  var isSame = true
  while let part = speculation.nextPart() {
    guard let found = speculation.read(part, into: &batch) else { return }
    findings.append(found)
    guard part.index < profile.batchCount else {
      isSame = isSame && batch.rowCount == 0
      continue
    }
    try? profile.read(batch: part.index, into: &profiled)
    isSame = isSame && areSame(batch, profiled)
  }
  guard let report = speculation.confirm(findings) else { return }
  precondition(report == profile.report && isSame, "the prediction was confirmed, and is another")
}

private func areSame(_ left: SnapshotBatch, _ right: SnapshotBatch) -> Bool {
  left.ids == right.ids && left.rowNumbers == right.rowNumbers && left.problems == right.problems
    && PlayerColumn.allCases.allSatisfy {
      left.numbers($0)?.values == right.numbers($0)?.values
        && left.numbers($0)?.presence == right.numbers($0)?.presence
        && left.texts($0) == right.texts($0)
    }
}

/// All columns of a batch have the same rows, and what is in them is what they promise.
private func check(_ batch: SnapshotBatch) {
  precondition(batch.ids.count == batch.rowCount && batch.rowNumbers.count == batch.rowCount)
  precondition(batch.ids.allSatisfy { 1...9_999_999_999 ~= $0 })
  for column in PlayerColumn.allCases {
    if let numbers = batch.numbers(column) {
      precondition(numbers.values.count == batch.rowCount)
      precondition(numbers.presence.count == batch.rowCount)
      precondition(numbers.values.allSatisfy { 0...(1 << 53) ~= $0 })
    }
    if let texts = batch.texts(column) {
      precondition(texts.offsets.count == batch.rowCount + 1)
      precondition(texts.presence.count == batch.rowCount)
      precondition(String(validating: texts.bytes, as: UTF8.self) != nil, "text that is not UTF-8")
      for row in 0..<batch.rowCount { _ = texts[row] }
    }
  }
}
