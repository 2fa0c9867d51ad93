import Bytes

/// A started multipart upload.
struct MultipartUpload: Hashable {
  let key: String
  /// S3's id of the upload.
  let id: String

  /// The body of `CompleteMultipartUpload`.
  static func list(of parts: [SentPart]) -> String {
    let elements = parts.map { part in
      """
      <Part><ChecksumSHA256>\(part.checksum)</ChecksumSHA256>\
      <ETag>\(escaped(part.tag))</ETag><PartNumber>\(part.number)</PartNumber></Part>
      """
    }
    return """
      <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
      \(elements.joined())</CompleteMultipartUpload>
      """
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// A part that S3 has.
struct SentPart: Hashable {
  let number: Int
  let tag: String
  /// SHA-256 in base64.
  let checksum: String
}

/// A part of a body to send.
struct BodyPart {
  /// From 1.
  let number: Int
  let body: [SharedBytes]
}

/// A body cut into parts, without copying a byte.
struct BodyParts {
  /// S3's max number of parts.
  private static let maximum = 10_000
  private(set) var parts: [BodyPart] = []
  /// The length of each part except the last.
  let partBytes: Int

  init(_ body: [SharedBytes], settings: S3Settings) {
    let total = body.reduce(0) { $0 + $1.count }
    partBytes = max(settings.uploadPartBytes, (total + Self.maximum - 1) / Self.maximum, 1)
    var current: [SharedBytes] = []
    var room = partBytes
    for piece in body {
      var start = 0
      while start < piece.count {
        let end = start + min(room, piece.count - start)
        current.append(piece[start..<end])
        room -= end - start
        start = end
        if room == 0 {
          parts.append(BodyPart(number: parts.count + 1, body: current))
          (current, room) = ([], partBytes)
        }
      }
    }
    if !current.isEmpty { parts.append(BodyPart(number: parts.count + 1, body: current)) }
  }
}
