import Bytes
import Compression
import Datasets
import UploadReading

/// Reads bytes as a workbook in three ways, told by the first one: as the archive itself, as its
/// worksheet, and as its shared strings. What stands around the latter is sound, so that checksums
/// do not keep the fuzzer from the XML.
@_cdecl("LLVMFuzzerTestOneInput")
public func readWorkbook(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let content = Array(input.dropFirst())
  let row = "<row><c t='s'><v>0</v></c><c><v>7</v></c></row>"
  let header = "<row><c t='str'><v>id</v></c><c t='str'><v>name</v></c></row>"
  let sheet = "<worksheet><sheetData>\(header)\(row)</sheetData></worksheet>"
  switch first % 3 {
  case 0: read([0x50, 0x4B, 0x03, 0x04] + content, first)
  case 1: read(archive(sheet: content, strings: Array("<sst><si><t>8</t></si></sst>".utf8)), first)
  default: read(archive(sheet: Array(sheet.utf8), strings: content), first)
  }
  return 0
}

private func read(_ upload: [UInt8], _ first: UInt8) {
  var settings = ReadingSettings()
  settings.rowsPerBatch = Int(first & 7) + 1
  settings.duplicates = .keepLast
  settings.limits.columns = 40
  settings.limits.cellBytes = 200
  settings.limits.textBytes = 1 << 20
  settings.limits.listedProblems = 3
  do throws(Rejection) {
    let profile = try UploadProfile(
      of: UploadDocument(SharedBytes(upload), limits: settings.limits), settings: settings)
    var batch = SnapshotBatch()
    var accepted = 0
    for index in 0..<profile.batchCount {
      try profile.read(batch: index, into: &batch)
      accepted += batch.rowCount
      for column in PlayerColumn.allCases {
        guard let texts = batch.texts(column) else { continue }
        precondition(String(validating: texts.bytes, as: UTF8.self) != nil, "no UTF-8")
      }
    }
    precondition(accepted == profile.report.rows.accepted, "rows were lost between the two passes")
  } catch {
    precondition(!error.found.isEmpty && !error.expected.isEmpty, "a refusal without its reason")
  }
}

/// A workbook with one sheet and shared strings, stored as they are.
private func archive(sheet: [UInt8], strings: [UInt8]) -> [UInt8] {
  let workbook = "<workbook><sheets><sheet name='51' r:id='a'/></sheets></workbook>"
  return archive([
    ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
    ("xl/workbook.xml", Array(workbook.utf8)),
    (
      "xl/_rels/workbook.xml.rels",
      relations([("worksheet", "sheet.xml"), ("sharedStrings", "strings.xml")])
    ),
    ("xl/sheet.xml", sheet), ("xl/strings.xml", strings),
  ])
}

private func relations(_ targets: [(kind: String, target: String)]) -> [UInt8] {
  let list = zip(["a", "b"], targets).map { id, target in
    "<Relationship Id='\(id)' Type='x/\(target.kind)' Target='\(target.target)'/>"
  }
  return Array("<Relationships>\(list.joined())</Relationships>".utf8)
}

/// An archive of parts that are stored as they are.
private func archive(_ parts: [(name: String, content: [UInt8])]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for (name, content) in parts {
    let count = bytes(UInt32(content.count))
    let checksum = bytes(content.withUnsafeBytes { CRC32.checksum($0) })
    let sizes = checksum + count + count + bytes(UInt16(name.utf8.count)) + [0, 0]
    let start = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + sizes
    directory += [0x50, 0x4B, 1, 2, 20, 0] + start + [UInt8](repeating: 0, count: 10)
    directory += bytes(UInt32(archive.count)) + Array(name.utf8)
    archive += [0x50, 0x4B, 3, 4] + start + Array(name.utf8) + content
  }
  let count = bytes(UInt16(parts.count))
  return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
    + bytes(UInt32(directory.count)) + bytes(UInt32(archive.count)) + [0, 0]
}

private func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}
