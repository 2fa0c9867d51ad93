#if os(Linux)
  import Glibc

  /// A record of `struct inotify_event`.
  struct InotifyEvent {
    let watch: CInt
    let mask: UInt32
    /// The bytes of the name below the watched folder; none for the folder itself.
    let name: [UInt8]

    func has(_ bits: Int...) -> Bool { bits.contains { mask & UInt32($0) != 0 } }

    /// Walks records: four 32-bit fields, then a padded name.
    static func all(in bytes: UnsafeRawBufferPointer) -> [InotifyEvent] {
      var events: [InotifyEvent] = []
      var position = 0
      while position + 16 <= bytes.count {
        let length = Int(bytes.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
        guard length <= bytes.count - position - 16 else { break }
        let name = bytes[(position + 16)..<(position + 16 + length)].prefix { $0 != 0 }
        events.append(
          InotifyEvent(
            watch: bytes.loadUnaligned(fromByteOffset: position, as: CInt.self),
            mask: bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self),
            name: Array(name)))
        position += 16 + length
      }
      return events
    }
  }
#endif
