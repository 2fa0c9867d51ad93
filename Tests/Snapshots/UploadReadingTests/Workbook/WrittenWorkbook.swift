import Bytes
import TestSupport

/// A workbook as tests write it, part by part.
struct WrittenWorkbook {
  struct Sheet {
    var name: String
    /// What stands between the tags of `sheetData`.
    var rows: String
    var state = "visible"
  }

  var sheets: [Sheet]
  var sharedStrings: String?
  var styles: String?
  var countsFrom1904 = false

  /// - Parameter rows: what stands between the tags of the only sheet's `sheetData`.
  init(_ rows: String, sharedStrings: String? = nil) {
    sheets = [Sheet(name: "Data", rows: rows)]
    self.sharedStrings = sharedStrings
  }

  init(sheets: [Sheet]) {
    self.sheets = sheets
  }

  static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  var archive: WrittenArchive {
    var archive = WrittenArchive()
    func add(_ name: String, _ content: String) {
      archive.parts.append(.init(name: name, content: Array(content.utf8)))
    }
    add("_rels/.rels", Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
    add("xl/workbook.xml", contents)
    var targets = sheets.indices.map { ("rId\($0 + 1)", "worksheet", "worksheets/s\($0).xml") }
    if sharedStrings != nil { targets.append(("rIdS", "sharedStrings", "/xl/sharedStrings.xml")) }
    if styles != nil { targets.append(("rIdT", "styles", "../xl/styles.xml")) }
    add("xl/_rels/workbook.xml.rels", Self.relationships(targets))
    for (index, sheet) in sheets.enumerated() {
      add("xl/worksheets/s\(index).xml", Self.worksheet(sheet.rows))
    }
    if let sharedStrings { add("xl/sharedStrings.xml", "<sst>\(sharedStrings)</sst>") }
    if let styles { add("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>") }
    return archive
  }

  var bytes: SharedBytes { archive.bytes }

  private var contents: String {
    let list = sheets.enumerated().map { index, sheet in
      #"<sheet name="\#(sheet.name)" sheetId="\#(index + 1)" state="\#(sheet.state)""#
        + #" r:id="rId\#(index + 1)"/>"#
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <workbook xmlns="\(Self.namespace)" xmlns:r="\(Self.relations)">
      <workbookPr date1904="\(countsFrom1904)"/><sheets>\(list.joined())</sheets></workbook>
      """
  }

  static func worksheet(_ rows: String) -> String {
    #"<worksheet xmlns="\#(namespace)"><sheetData>\#(rows)</sheetData></worksheet>"#
  }

  private static func relationships(_ targets: [(id: String, kind: String, target: String)])
    -> String
  {
    let list = targets.map {
      #"<Relationship Id="\#($0.id)" Type="\#(relations)/\#($0.kind)" Target="\#($0.target)"/>"#
    }
    return "<Relationships>\(list.joined())</Relationships>"
  }

  /// Rows of inline texts, numbers as such.
  static func rows(_ rows: [[String]]) -> String {
    rows.map { row in
      let cells = row.map { cell in
        Int(cell) != nil
          ? "<c><v>\(cell)</v></c>" : "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
      }
      return "<row>\(cells.joined())</row>"
    }.joined()
  }
}
