internal import Compression
internal import XML
internal import ZIP

extension Rejection {
  /// A damaged part of a workbook.
  static func damagedWorkbook(
    part: String?, found: String, expected: String = "a sound workbook: save and upload it again"
  ) -> Rejection {
    Rejection(.damagedWorkbook, at: Place(part: part), found: found, expected: expected)
  }

  /// What the XML of a part is to its sender.
  init(_ error: XMLError, in part: String, _ limits: UploadLimits) {
    switch error.code {
    case .unreadable:
      if let underlying = error.underlying as? ZIPError {
        self.init(underlying, limits)
      } else {
        self = .damagedWorkbook(part: part, found: error.found)
      }
    case .tooLarge, .tooDeep:
      self.init(.limitExceeded, at: Place(part: part), found: error.found, expected: "a table")
    case .otherEncoding:
      self = .damagedWorkbook(
        part: part, found: "XML in \(Excerpt.of(error.found))", expected: error.expected)
    case .forbidden:
      self = .damagedWorkbook(
        part: part, found: error.found,
        expected: "XML without one, as spreadsheet programs write it")
    case .cutShort, .unexpected, .mismatchedTag, .invalidEntity, .invalidUTF8:
      self = .damagedWorkbook(part: part, found: error.found)
    }
  }

  /// What an archive, or a part of it, is to its sender.
  init(_ error: ZIPError, _ limits: UploadLimits) {
    let place = Place(part: error.part)
    switch error.code {
    case .tooManyParts(let count):
      self.init(
        .limitExceeded, found: "a ZIP file of \(count) parts",
        expected: "at most \(ZIPArchive.maxPartCount) parts")
    case .split:
      self.init(
        .unreadableFormat, found: "one of several files of a split ZIP archive",
        expected: "the workbook in one file")
    case .encrypted:
      self.init(
        .unreadableFormat, at: place, found: "an encrypted part",
        expected: "a file without a password: save it without one")
    case .unsupportedMethod(let number):
      self.init(
        .unreadableFormat, at: place, found: "a part compressed by method \(number)",
        expected: "deflate, which every spreadsheet program writes: save the file again")
    case .nameNotUTF8:
      self = .damagedWorkbook(
        part: error.part.map { Excerpt.of($0) }, found: "a name that is no UTF-8")
    case .inflation(let inflation):
      self.init(inflation, ofPart: error.part, limits)
    case .noDirectory, .damagedDirectory, .misplacedDirectory, .duplicateName, .overlap,
      .invalidSize, .misplacedHeader, .otherName, .cutShort, .wrongSize, .wrongChecksum:
      self = .damagedWorkbook(part: error.part, found: Self.damage(error.code))
    }
  }

  /// What was found in place of a valid archive.
  private static func damage(_ code: ZIPError.Code) -> String {
    switch code {
    case .noDirectory: "a ZIP file without its directory, as if it was cut short"
    case .misplacedDirectory: "a directory that points behind its end"
    case .duplicateName: "two parts of this name"
    case .overlap: "a part that overlaps another"
    case .invalidSize: "sizes that are no sizes"
    case .misplacedHeader: "a directory that points to something else"
    case .otherName: "another name in its own header"
    case .cutShort: "a part that ends behind the end of the file"
    case .wrongSize: "another size than it says"
    case .wrongChecksum: "another checksum than it says"
    default: "a directory that is damaged"
    }
  }

  private init(_ error: InflateError, ofPart part: String?, _ limits: UploadLimits) {
    let place = Place(part: part)
    switch error.code {
    case .damaged: self = .damagedWorkbook(part: part, found: "compressed data that is damaged")
    case .cutShort: self = .damagedWorkbook(part: part, found: "compressed data that is cut short")
    case .tooLarge:
      self.init(
        .limitExceeded, at: place, found: "more than \(limits.partBytes) bytes",
        expected: "at most \(limits.partBytes) bytes")
    case .ratioExceeded:
      self.init(
        .limitExceeded, at: place,
        found: "more than \(limits.inflateRatio) bytes for each of its own",
        expected: "a table, which compresses far less")
    case .outOfMemory:
      self.init(
        .limitExceeded, at: place, found: "no memory to inflate it", expected: "a smaller file")
    }
  }
}
