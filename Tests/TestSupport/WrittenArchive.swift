package import Bytes
import Compression

/// A ZIP archive as tests write it: sound, unless something about it is changed.
package struct WrittenArchive {
  package struct Part {
    package var name: String
    package var content: [UInt8]
    package var method: UInt16 = 0
    package var flags: UInt16 = 0
    /// What the directory says; the truth unless told otherwise.
    package var checksum: UInt32?
    package var contentCount: Int?
    package var compressedCount: Int?
    package var headerStart: Int?
    package var ownName: String?

    package init(
      name: String, content: [UInt8], method: UInt16 = 0, checksum: UInt32? = nil,
      contentCount: Int? = nil, compressedCount: Int? = nil
    ) {
      self.name = name
      self.content = content
      self.method = method
      self.checksum = checksum
      self.contentCount = contentCount
      self.compressedCount = compressedCount
    }
  }

  package var parts: [Part] = []
  package var directoryStart: Int?
  package var disk: UInt16 = 0

  package init() {}

  /// The archive as a file.
  package var bytes: SharedBytes {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      directory += entry(of: part, at: part.headerStart ?? archive.count)
      let ownName = Array((part.ownName ?? part.name).utf8)
      archive += Self.fields(0x0403_4B50, [20, part.flags, part.method, 0, 0])
      archive += Self.fields(checksum(part), [])
      archive += Self.fields(UInt32(part.content.count), [])
      archive += Self.fields(UInt32(part.content.count), [UInt16(ownName.count), 0])
      archive += ownName + part.content
    }
    let start = UInt32(directoryStart ?? archive.count)
    let count = UInt16(parts.count)
    archive += directory
    archive += Self.fields(0x0605_4B50, [disk, disk, count, count])
    archive += Self.fields(UInt32(directory.count), []) + Self.fields(start, [0])
    return SharedBytes(archive)
  }

  private func entry(of part: Part, at start: Int) -> [UInt8] {
    let count = part.contentCount ?? part.content.count
    let packed = part.compressedCount ?? part.content.count
    return Self.fields(0x0201_4B50, [20, 20, part.flags, part.method, 0, 0])
      + Self.fields(checksum(part), []) + Self.fields(UInt32(packed), [])
      + Self.fields(UInt32(count), [UInt16(part.name.utf8.count), 0, 0, 0, 0, 0, 0])
      + Self.fields(UInt32(start), []) + Array(part.name.utf8)
  }

  private func checksum(_ part: Part) -> UInt32 {
    part.checksum ?? part.content.withUnsafeBytes { CRC32.checksum($0) }
  }

  private static func fields(_ first: UInt32, _ rest: [UInt16]) -> [UInt8] {
    let long = withUnsafeBytes(of: first.littleEndian) { Array($0) }
    return rest.reduce(long) { bytes, field in
      bytes + withUnsafeBytes(of: field.littleEndian) { Array($0) }
    }
  }

  /// Changes the part of a name.
  package func changing(_ name: String, _ change: (inout Part) -> Void) -> WrittenArchive {
    var changed = self
    for index in parts.indices where parts[index].name == name { change(&changed.parts[index]) }
    return changed
  }
}
