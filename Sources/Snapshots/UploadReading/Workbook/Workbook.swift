internal import XML
internal import ZIP

/// A workbook in Office Open XML (ECMA-376, ISO 29500; both strict and transitional): its sheets
/// and the parts they need.
struct Workbook: Sendable {
  struct Sheet: Sendable {
    let name: String
    let part: ZIPPart
    let isHidden: Bool
  }

  let sheets: [Sheet]
  let sharedStrings: ZIPPart?
  let styles: ZIPPart?
  /// Whether days count from 1904, as in old Macintosh programs.
  let countsFrom1904: Bool

  /// - Parameter bytes: the file, which may be another kind of archive.
  init(reading bytes: UnsafeRawBufferPointer, limits: UploadLimits) throws(Rejection) {
    let archive: ZIPArchive
    do throws(ZIPError) {
      archive = try ZIPArchive(bytes)
    } catch {
      throw Rejection(error, limits)
    }
    try WorkbookKind.check(archive, bytes, limits: limits)
    self = try Workbook(archive, bytes, limits: limits)
  }

  private init(_ archive: ZIPArchive, _ bytes: UnsafeRawBufferPointer, limits: UploadLimits)
    throws(Rejection)
  {
    let root = try PartRelations(of: "", archive, bytes, limits: limits)
    guard let main = root.first("officeDocument") else {
      throw .damagedWorkbook(part: root.part, found: "no workbook")
    }
    let contents = try WorkbookContents(archive.part(main.target), bytes, limits: limits)
    countsFrom1904 = contents.countsFrom1904
    let relations = try PartRelations(of: main.target, archive, bytes, limits: limits)
    sharedStrings = try archive.part(relations.first("sharedStrings"))
    styles = try archive.part(relations.first("styles"))
    var sheets: [Sheet] = []
    for sheet in contents.sheets {
      // Charts and macros are sheets too.
      guard let relation = relations[sheet.relation], relation.kind == "worksheet" else { continue }
      let part = try archive.part(relation.target)
      guard !sheets.contains(where: { $0.part.name == part.name }) else {
        throw .damagedWorkbook(part: part.name, found: "two sheets in one part")
      }
      sheets.append(Sheet(name: sheet.name, part: part, isHidden: sheet.isHidden))
    }
    guard !sheets.isEmpty else {
      throw .damagedWorkbook(part: main.target, found: "a workbook without worksheets")
    }
    self.sheets = sheets
  }
}

/// The content of the workbook's own part (18.2).
private struct WorkbookContents {
  private static let maxSheetCount = 256

  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var countsFrom1904 = false

  init(_ part: ZIPPart, _ archive: UnsafeRawBufferPointer, limits: UploadLimits) throws(Rejection) {
    var xml = try PartReader(part, in: archive, limits: limits)
    while true {
      switch try xml.next() {
      case .start where xml.isNamed("workbookPr"):
        countsFrom1904 = ["1", "true"].contains(xml.attribute("date1904"))
      case .start where xml.isNamed("sheet"):
        guard let name = xml.attribute("name"), let relation = xml.attribute("id") else {
          throw xml.malformed("a sheet without a name")
        }
        guard sheets.count < Self.maxSheetCount else {
          throw Rejection(
            .limitExceeded, at: Rejection.Place(part: part.name),
            found: "more than \(Self.maxSheetCount) sheets", expected: "fewer")
        }
        sheets.append((name, relation, xml.attribute("state")?.hasSuffix("idden") == true))
      case .finished: return
      case .start, .end, .text: continue
      }
    }
  }
}

extension ZIPArchive {
  /// The part with a name, which must exist.
  func part(_ name: String) throws(Rejection) -> ZIPPart {
    guard let part = parts[name.lowercased()] else {
      throw .damagedWorkbook(part: name, found: "no such part, but another part refers to it")
    }
    return part
  }

  fileprivate func part(_ relation: PartRelations.Relation?) throws(Rejection) -> ZIPPart? {
    guard let relation else { return nil }
    return try part(relation.target)
  }
}
