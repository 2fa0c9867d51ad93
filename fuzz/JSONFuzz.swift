import Bytes
import JSON
import UploadReading

/// Reads any bytes as a JSON value and as the rows of a JSON upload, which must agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func readJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let value = try? JSONValue(parsing: input, byteLimit: 1 << 16, depthLimit: 20)
  let array = Array("[".utf8) + input + Array("]".utf8)
  let elements = (try? JSONValue(parsing: array, byteLimit: 1 << 16, depthLimit: 21))?.elements
  if let value { precondition(elements == [value], "a value is not the same within an array") }

  var settings = ReadingSettings()
  settings.rowsPerBatch = count % 5 + 1
  settings.duplicates = .keepLast
  settings.limits.jsonDepth = 20
  do throws(Rejection) {
    let profile = try UploadProfile(
      of: UploadDocument(SharedBytes(array), limits: settings.limits), settings: settings)
    guard profile.report.format == .jsonArray, profile.report.encoding == .utf8 else { return 0 }
    let rows = profile.report.rows
    precondition(elements?.count == rows.total + rows.blank, "rows that are no elements")
    var batch = SnapshotBatch()
    var accepted = 0
    for index in 0..<profile.batchCount {
      try profile.read(batch: index, into: &batch)
      accepted += batch.rowCount
    }
    precondition(accepted == rows.accepted, "rows were lost between the two passes")
  } catch {
    precondition(!error.expected.isEmpty, "a refusal without its reason")
    let isMalformed = error.code == .invalidJSON
    precondition(!isMalformed || elements == nil, "sound JSON was refused: \(error)")
  }
  return 0
}
