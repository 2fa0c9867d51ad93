import Bytes
import Compression

/// A ZIP archive as tests write it: sound, unless something about it is changed.
struct WrittenArchive {
  struct Part {
    var name: String
    var content: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// What the directory says; the truth unless told otherwise.
    var checksum: UInt32?
    var contentCount: Int?
    var compressedCount: Int?
    var headerStart: Int?
    var ownName: String?
  }

  var parts: [Part] = []
  var directoryStart: Int?
  var disk: UInt16 = 0

  var bytes: SharedBytes {
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
  func changing(_ name: String, _ change: (inout Part) -> Void) -> WrittenArchive {
    var changed = self
    for index in parts.indices where parts[index].name == name { change(&changed.parts[index]) }
    return changed
  }
}
