internal import Bytes
internal import Compression
internal import ZIP

/// An upload's text in UTF-8, whatever its encoding was.
enum UploadText {
  /// The decompressed upload.
  static func unpack(
    _ upload: SharedBytes, limits: UploadLimits, noting report: inout TextReport
  ) throws(Rejection) -> SharedBytes {
    if upload.isEmpty { throw empty }
    guard upload.count <= limits.uploadBytes else {
      throw tooLarge("\(upload.count) bytes", limit: limits.uploadBytes)
    }
    var bytes = upload
    if GzipInflation.isGzip(upload) {
      report.compression = .gzip
      bytes = try inflate(upload, limits)
    }
    if bytes.isEmpty { throw empty }
    guard bytes.count <= limits.textBytes else {
      throw tooLarge("\(bytes.count) bytes", limit: limits.textBytes)
    }
    return bytes
  }

  /// The text of an upload that starts as UTF-8; `nil` for any other.
  static func probablyUTF8(_ upload: SharedBytes, limits: UploadLimits) -> SharedBytes? {
    let mark = upload.withUnsafeBytes { ByteOrderMark($0) }
    guard upload.count <= min(limits.uploadBytes, limits.textBytes),
      mark == nil || mark == .utf8, !GzipInflation.isGzip(upload),
      !upload.withUnsafeBytes(ZIPArchive.isLikely)
    else { return nil }
    let text = upload[(mark?.length ?? 0)..<upload.count]
    let isText: Void? = try? check(text, limits)
    return isText == nil ? nil : text
  }

  private static func inflate(
    _ upload: SharedBytes, _ limits: UploadLimits
  ) throws(Rejection) -> SharedBytes {
    do throws(InflateError) {
      return try GzipInflation.inflate(upload, limits: limits.inflation(upTo: limits.textBytes))
    } catch {
      throw rejection(error, limits)
    }
  }

  /// Converts decompressed bytes to UTF-8, by their byte order mark, or else by their validity.
  static func decode(
    _ bytes: SharedBytes, limits: UploadLimits, noting report: inout TextReport
  ) throws(Rejection) -> SharedBytes {
    let mark = bytes.withUnsafeBytes { ByteOrderMark($0) }
    let content = bytes[(mark?.length ?? 0)..<bytes.count]
    switch mark {
    case .utf16LittleEndian, .utf16BigEndian:
      report.encoding = mark == .utf16BigEndian ? .utf16BigEndian : .utf16LittleEndian
      let (text, broken) = UTF16Text.transcode(content, bigEndian: mark == .utf16BigEndian)
      if broken > 0 { report.notes.append(.brokenCharactersReplaced(count: broken)) }
      try check(text, limits)
      return text
    case .utf8, nil:
      try check(content, limits)
      if content.withUnsafeBytes({ UTF8Text.isValid($0) }) { return content }
      report.encoding = .windows1252
      report.notes.append(.windows1252Assumed)
      let text = Windows1252.transcode(content)
      try check(text, limits)
      return text
    }
  }

  private static func check(_ text: SharedBytes, _ limits: UploadLimits) throws(Rejection) {
    try text.withUnsafeBytes { text throws(Rejection) in
      try UploadSignature.check(text)
      if text.count > limits.textBytes {
        throw tooLarge("\(text.count) bytes in UTF-8", limit: limits.textBytes)
      }
      if text.count < 1024, text.trimmingBlanks().isEmpty { throw empty }
    }
  }
}

// MARK: Refusals

extension UploadText {
  private static var empty: Rejection {
    Rejection(.empty, found: "an empty file", expected: "a header and a row for each player")
  }

  private static func tooLarge(_ found: String, limit: Int) -> Rejection {
    Rejection(.limitExceeded, found: found, expected: "at most \(limit) bytes")
  }

  private static func rejection(
    _ failure: InflateError, _ limits: UploadLimits
  ) -> Rejection {
    switch failure.code {
    case .cutShort:
      Rejection(
        .damagedCompression, found: "a gzip file that ends at byte \(failure.offset)",
        expected: "a whole gzip file: upload it again")
    case .damaged:
      Rejection(
        .damagedCompression, found: "a gzip file that is damaged at byte \(failure.offset)",
        expected: "an undamaged gzip file: compress and upload it again")
    case .tooLarge:
      tooLarge("a gzip file with more than \(limits.textBytes) bytes", limit: limits.textBytes)
    case .ratioExceeded:
      Rejection(
        .limitExceeded,
        found: "a gzip file with a compression ratio of more than \(limits.inflateRatio)",
        expected: "a table, which compresses far less")
    case .outOfMemory:
      Rejection(
        .limitExceeded, found: "too little memory to decompress the file",
        expected: "a smaller file")
    }
  }
}
