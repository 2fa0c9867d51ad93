internal import Compression
internal import XML
internal import ZIP

extension Rejection {
  /// A damaged part of a workbook.
  static func damagedWorkbook(
    part: String?, found: String,
    expected: String = "an undamaged workbook: save and upload it again"
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
        part: error.part.map { Excerpt.of($0) }, found: "a name that is not UTF-8")
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
    case .noDirectory: "a ZIP file without its directory, possibly truncated"
    case .misplacedDirectory: "a directory at a wrong position"
    case .duplicateName: "two parts of this name"
    case .overlap: "a part that overlaps another"
    case .invalidSize: "invalid sizes"
    case .misplacedHeader: "a directory that points to something else"
    case .otherName: "a different name in its own header"
    case .cutShort: "a part that ends beyond the end of the file"
    case .wrongSize: "a size other than the stated one"
    case .wrongChecksum: "a checksum other than the stated one"
    default: "a damaged directory"
    }
  }

  private init(_ error: InflateError, ofPart part: String?, _ limits: UploadLimits) {
    let place = Place(part: part)
    switch error.code {
    case .damaged: self = .damagedWorkbook(part: part, found: "damaged compressed data")
    case .cutShort: self = .damagedWorkbook(part: part, found: "truncated compressed data")
    case .tooLarge:
      self.init(
        .limitExceeded, at: place, found: "more than \(limits.partBytes) bytes",
        expected: "at most \(limits.partBytes) bytes")
    case .ratioExceeded:
      self.init(
        .limitExceeded, at: place,
        found: "a compression ratio of more than \(limits.inflateRatio)",
        expected: "a table, which compresses far less")
    case .outOfMemory:
      self.init(
        .limitExceeded, at: place, found: "too little memory to decompress it",
        expected: "a smaller file")
    }
  }
}
