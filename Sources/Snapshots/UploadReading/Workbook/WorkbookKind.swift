internal import ZIP

/// What a ZIP archive contains: a readable workbook, or another kind that is named.
enum WorkbookKind {
  private static let save = "an Excel workbook (.xlsx) or CSV: save or export it as one of these"

  /// Parts that identify other kinds of files, and the kinds.
  private static let tellingParts = [
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
    ("index/document.iwa", "an Apple Numbers document"),
    ("index.zip", "an Apple Numbers document"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
  ]

  /// Rejects an archive that is not a workbook in Office Open XML.
  static func check(
    _ archive: ZIPArchive, _ bytes: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    if let (_, found) = tellingParts.first(where: { archive.parts[$0.0] != nil }) {
      throw Rejection(.unreadableFormat, found: found, expected: save)
    }
    if let part = archive.parts["mimetype"], let found = try openDocument(part, bytes, limits) {
      throw Rejection(.unreadableFormat, found: found, expected: save)
    }
    guard archive.parts["_rels/.rels"] == nil, archive.parts["xl/workbook.xml"] == nil else {
      return
    }
    if archive.names.isEmpty {
      throw Rejection(.unreadableFormat, found: "an empty ZIP file", expected: save)
    }
    let names = archive.names.prefix(8).joined(separator: ", ")
    throw Rejection(
      .unreadableFormat,
      found: archive.names.count == 1
        ? "a ZIP file with \(Excerpt.of(names)) in it"
        : "a ZIP file of \(archive.names.count) files: \(Excerpt.of(names))",
      expected: archive.names.count == 1
        ? "the file itself: unpack it and upload that" : "one file: unpack it and upload one table")
  }

  private static func openDocument(
    _ part: ZIPPart, _ archive: UnsafeRawBufferPointer, _ limits: UploadLimits
  ) throws(Rejection) -> String? {
    guard part.method == .stored else { return nil }
    let content: UnsafeRawBufferPointer
    do throws(ZIPError) {
      content = try part.compressed(in: archive)
    } catch {
      throw Rejection(error, limits)
    }
    let type = String(decoding: content.prefix(100), as: UTF8.self)
    guard type.hasPrefix("application/vnd.oasis.opendocument.") else { return nil }
    return type.hasSuffix(".spreadsheet")
      ? "an OpenDocument spreadsheet (.ods)" : "an OpenDocument file that is not a spreadsheet"
  }
}
