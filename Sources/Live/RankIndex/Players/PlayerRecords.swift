#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The ids of a board's players, each with the block of the tree that holds the player's entry.
///
/// Records follow each other in chunks of 16 KiB. A handle is the chunk's number and the place of
/// the record in it, in units of four bytes. The space of removed records is not used again until
/// half of a chunk is removed: the board then moves the others and frees the chunk.
///
///     record   block: UInt32, length: UInt16, id: bytes, padding to four bytes
///     chunk    used, removed and max units: UInt32 each, four bytes unused, records
struct PlayerRecords: ~Copyable {
  private static let chunkShift = 12
  private static let chunkUnits = 1 << chunkShift
  private static let firstUnit = 4
  private static let removedMark = UInt32.max
  /// More than any id has.
  static let maxIDBytes = 1_024

  private var chunks = NumberedMemory()
  /// The chunk that new records go to.
  private var filling: UInt32?
  /// Chunks of which more than half is removed, and which receive no more records.
  private var sparse: [UInt32] = []
  private let maxChunkCount: Int

  /// - Parameter maxChunkCount: 16 GiB, as far as handles reach, but for one chunk that is needed
  ///   while others are moved.
  init(maxChunkCount: Int = 1 << (32 - chunkShift) - 1) {
    self.maxChunkCount = maxChunkCount
  }

  /// The number of chunks.
  var chunkCount: Int { chunks.count }

  /// The bytes of an id, valid until the records are changed.
  func id(of handle: UInt32) -> UnsafeRawBufferPointer {
    let record = address(of: handle)
    return UnsafeRawBufferPointer(start: record + 6, count: Self.length(of: record))
  }

  /// An id as a text, which it was when it was added.
  func text(of handle: UInt32) -> String {
    String(decoding: id(of: handle).assumingMemoryBound(to: UInt8.self), as: UTF8.self)
  }

  /// The block that holds the entry of a player.
  func block(of handle: UInt32) -> UInt32 {
    address(of: handle).assumingMemoryBound(to: UInt32.self)[0]
  }

  func setBlock(_ block: UInt32, of handle: UInt32) {
    address(of: handle).assumingMemoryBound(to: UInt32.self)[0] = block
  }

  /// Adds a record, whose block is undefined.
  /// - Parameter id: at most `maxIDBytes`.
  /// - Returns: its handle; `nil` if all chunks are in use.
  mutating func add(_ id: UnsafeRawBufferPointer) -> UInt32? {
    let units = Self.units(ofLength: id.count)
    guard hasRoom(for: units) || chunks.count < maxChunkCount else { return nil }
    return append(id, units: units)
  }

  /// Copies a record of a sparse chunk, also where all chunks are in use: fewer are afterwards.
  /// - Returns: the handle of the copy.
  mutating func move(_ handle: UInt32) -> UInt32 {
    let id = id(of: handle)
    let moved = append(id, units: Self.units(ofLength: id.count))
    setBlock(block(of: handle), of: moved)
    return moved
  }

  private mutating func append(_ id: UnsafeRawBufferPointer, units: Int) -> UInt32 {
    let number = chunkWithRoom(for: units)
    let chunk = Chunk(base: chunks[number])
    let handle = number << UInt32(Self.chunkShift) | UInt32(chunk.usedUnits)
    let record = chunk.base + chunk.usedUnits << 2
    chunk.usedUnits += units
    (record + 4).assumingMemoryBound(to: UInt16.self)[0] = UInt16(id.count)
    if let start = id.baseAddress { memcpy(record + 6, start, id.count) }
    return handle
  }

  mutating func remove(_ handle: UInt32) {
    setBlock(Self.removedMark, of: handle)
    let number = handle >> UInt32(Self.chunkShift)
    let chunk = Chunk(base: chunks[number])
    chunk.removedUnits += Self.units(ofLength: Self.length(of: address(of: handle)))
    if chunk.removedUnits == chunk.usedUnits - Self.firstUnit, number == filling {
      (chunk.usedUnits, chunk.removedUnits) = (Self.firstUnit, 0)
    } else if number != filling, chunk.isSparse {
      sparse.append(number)
    }
  }

  /// The next chunk whose records should be moved, after which it is freed.
  mutating func nextSparseChunk() -> UInt32? { sparse.popLast() }

  /// The handles of the records in a chunk that are not removed.
  func handles(inChunk number: UInt32) -> [UInt32] {
    let chunk = Chunk(base: chunks[number])
    var handles: [UInt32] = []
    var unit = Self.firstUnit
    while unit < chunk.usedUnits {
      let handle = number << UInt32(Self.chunkShift) | UInt32(unit)
      if block(of: handle) != Self.removedMark { handles.append(handle) }
      unit += Self.units(ofLength: Self.length(of: address(of: handle)))
    }
    return handles
  }

  mutating func freeChunk(_ number: UInt32) { chunks.deallocate(number) }

  func address(of handle: UInt32) -> UnsafeMutableRawPointer {
    chunks[handle >> UInt32(Self.chunkShift)]
      + Int(handle & UInt32(Self.chunkUnits - 1)) << 2
  }

  private static func length(of record: UnsafeMutableRawPointer) -> Int {
    Int((record + 4).assumingMemoryBound(to: UInt16.self)[0])
  }

  private static func units(ofLength byteCount: Int) -> Int { (6 + byteCount + 3) >> 2 }
}

// Room for new records.
extension PlayerRecords {
  private struct Chunk {
    let base: UnsafeMutableRawPointer

    private var words: UnsafeMutablePointer<UInt32> {
      base.assumingMemoryBound(to: UInt32.self)
    }
    var usedUnits: Int {
      get { Int(words[0]) }
      nonmutating set { words[0] = UInt32(newValue) }
    }
    var removedUnits: Int {
      get { Int(words[1]) }
      nonmutating set { words[1] = UInt32(newValue) }
    }
    var maxUnits: Int {
      get { Int(words[2]) }
      nonmutating set { words[2] = UInt32(newValue) }
    }
    var isSparse: Bool { 2 * removedUnits > usedUnits }
  }

  /// Whether the chunk that is filled has or gets room for so many units.
  private func hasRoom(for units: Int) -> Bool {
    filling.map { Chunk(base: chunks[$0]).usedUnits + units <= Self.chunkUnits } ?? false
  }

  private mutating func chunkWithRoom(for units: Int) -> UInt32 {
    if let filling, hasRoom(for: units) {
      let chunk = Chunk(base: chunks[filling])
      let needed = chunk.usedUnits + units
      if needed > chunk.maxUnits {
        grow(filling, toUnits: min(Self.chunkUnits, max(needed, 2 * chunk.maxUnits)))
      }
      return filling
    }
    if let filling, Chunk(base: chunks[filling]).isSparse { sparse.append(filling) }
    // The first chunk is small, so that a small board is.
    let maxUnits = chunks.count == 0 ? max(64, Self.firstUnit + units) : Self.chunkUnits
    let number = chunks.allocate(byteCount: maxUnits << 2)
    let chunk = Chunk(base: chunks[number])
    (chunk.usedUnits, chunk.removedUnits) = (Self.firstUnit, 0)
    chunk.maxUnits = maxUnits
    filling = number
    return number
  }

  private mutating func grow(_ number: UInt32, toUnits units: Int) {
    chunks.reallocate(number, byteCount: units << 2) { old, new in
      memcpy(new, old, Chunk(base: old).usedUnits << 2)
    }
    Chunk(base: chunks[number]).maxUnits = units
  }
}
