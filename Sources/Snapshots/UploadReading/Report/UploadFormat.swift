/// The form in which an upload holds its table.
package enum UploadFormat: Sendable, Equatable {
  /// Rows of cells (RFC 4180) with a comma, a semicolon or a tab between them.
  case csv(delimiter: UInt8)
  /// One array of objects.
  case jsonArray
  /// An object with one array of objects, under the name given.
  case jsonMember(String)
  /// Objects one after the other, usually one a line.
  case jsonLines
  /// A sheet of an Office Open XML workbook (.xlsx).
  case workbook(sheet: String)
}

/// How an upload's bytes stand for characters.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// Taken only where the bytes are no UTF-8 and no byte order mark tells otherwise.
  case windows1252 = "windows-1252"
}

package enum UploadCompression: String, Sendable {
  case none, gzip
}
