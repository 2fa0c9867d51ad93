/// Immutable bytes that many tasks may read at once without a copy.
///
/// A value is a window on storage that lives as long as any window on it. It replaces an array
/// where an array would force a copy: a whole upload, a downloaded range, an encoded page.
package struct SharedBytes: Sendable {
  private let storage: Storage
  /// The window within the storage.
  private let window: Range<Int>

  /// Copies the array once; later windows share that copy.
  package init(_ array: [UInt8]) {
    storage = Storage(array: array)
    window = 0..<array.count
  }

  /// The UTF-8 bytes of a text.
  package init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Reserves `capacity` bytes of memory and keeps the bytes that `fill` reports as written.
  ///
  /// Untouched memory is never made resident, so a large capacity is cheap.
  /// - Throws: what `fill` throws.
  package init<Failure: Error>(
    reserving capacity: Int,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(capacity, 1), alignment: 64)
    let storage = Storage(owning: buffer)
    let count = try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<capacity]))
    precondition(count >= 0 && count <= capacity, "more bytes written than were reserved")
    self.storage = storage
    window = 0..<count
  }

  /// Concatenates the parts; a single part is shared and not copied.
  package init(joining parts: [SharedBytes]) {
    if parts.count == 1 {
      self = parts[0]
      return
    }
    self.init(reserving: parts.reduce(0) { $0 + $1.count }) { buffer in
      var end = 0
      for part in parts {
        part.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: buffer[end...]).copyMemory(from: bytes)
        }
        end += part.count
      }
      return end
    }
  }

  /// Takes ownership of memory that other code made, such as a mapped file.
  /// - Parameters:
  ///   - bytes: must keep their address and content until they are released.
  ///   - release: called once, when the last window on the bytes is gone.
  package init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
    storage = Storage(bytes, release: release)
    window = 0..<bytes.count
  }

  private init(storage: Storage, window: Range<Int>) {
    self.storage = storage
    self.window = window
  }

  package var count: Int { window.count }
  package var isEmpty: Bool { window.isEmpty }

  /// A window on a part of these bytes; positions count from the start of this value.
  /// - Precondition: `range` is within `0..<count`.
  package subscript(range: Range<Int>) -> SharedBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside of the bytes")
    let start = window.lowerBound + range.lowerBound
    return SharedBytes(storage: storage, window: start..<(start + range.count))
  }

  /// Lends the bytes; the pointer must not leave the closure.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(rebasing: storage.bytes[window]))
  }

  /// A copy as an array.
  package var array: [UInt8] { withUnsafeBytes { Array($0) } }
}

extension SharedBytes: Equatable {
  package static func == (left: SharedBytes, right: SharedBytes) -> Bool {
    left.count == right.count
      && left.withUnsafeBytes { left in right.withUnsafeBytes { left.elementsEqual($0) } }
  }
}

extension SharedBytes {
  /// The owner of the memory. Nothing writes to it once a `SharedBytes` exists.
  private final class Storage: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let release: (@Sendable () -> Void)?

    init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
      self.bytes = bytes
      self.release = release
    }

    init(owning buffer: UnsafeMutableRawBufferPointer) {
      bytes = UnsafeRawBufferPointer(buffer)
      release = nil
    }

    convenience init(array: [UInt8]) {
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(array.count, 1), alignment: 64)
      buffer.copyBytes(from: array)
      self.init(owning: buffer)
    }

    deinit {
      if let release { release() } else { bytes.deallocate() }
    }
  }
}
