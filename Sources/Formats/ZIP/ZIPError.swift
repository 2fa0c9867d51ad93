package import Compression

/// Why an archive, or a part of it, could not be read.
package struct ZIPError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// There is no end record, as if the archive was cut short.
    case noDirectory
    /// The central directory breaks the rules of its format.
    case damagedDirectory
    /// The directory is said to begin behind its own end.
    case misplacedDirectory
    /// The archive is one of several files.
    case split
    /// More parts than are read.
    case tooManyParts(Int)
    /// Two parts have one name.
    case duplicateName
    /// Parts share bytes, or reach into the directory.
    case overlap
    case nameNotUTF8
    case encrypted
    /// Sizes of 64 bits that are missing or absurd.
    case invalidSize
    /// A method of compression other than deflate.
    case unsupportedMethod(Int)
    /// No part begins where the directory says.
    case misplacedHeader
    /// The part's own header has another name than the directory.
    case otherName
    /// The part ends behind the end of the archive.
    case cutShort
    /// The content cannot be inflated, or is more than the limits allow.
    case inflation(InflateError)
    /// The content has another size than the directory says.
    case wrongSize
    /// The content has another checksum than the directory says.
    case wrongChecksum
  }

  package let code: Code
  /// The name of the part; nil where the archive as a whole is meant.
  package let part: String?

  init(_ code: Code, part: String? = nil) {
    self.code = code
    self.part = part
  }
}
