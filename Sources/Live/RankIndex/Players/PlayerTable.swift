/// Finds the handle of a player by the id.
///
/// Extendible hashing: the first bits of the hash lead to a page. A page that is full grows, and
/// one of the max size is split in two, so that no single insertion rebuilds the whole table.
/// The hash is Swift's, whose random seed keeps chosen ids from colliding.
struct PlayerTable: ~Copyable {
  static let maxSlots = 512
  static let maxDepth = 32
  /// How many players a page has at most when a table is made for a known number of them.
  private static let expectedPerPage = 380

  var pages = NumberedMemory()
  /// The number of the page for each value of the first `depth` bits of a hash.
  var directory: ContiguousArray<UInt32>
  var depth: Int

  /// - Parameter expectedCount: how many players to make room for.
  init(expectedCount: Int = 0) {
    depth = 0
    while expectedCount >> depth > Self.expectedPerPage { depth += 1 }
    directory = []
    directory.reserveCapacity(1 << depth)
    // Pages differ by the square root of what they hold; few have to grow.
    let mean = expectedCount >> depth
    let slotCount = Self.slotCount(for: mean + 4 * Int(Double(mean).squareRoot()))
    for _ in 0..<(1 << depth) {
      let number = pages.allocate(byteCount: TablePage.byteCount(slotCount: slotCount))
      TablePage.makeEmpty(at: pages[number], slotCount: slotCount, depth: depth)
      directory.append(number)
    }
  }

  /// The number of pages.
  var pageCount: Int { pages.count }

  static func hash(_ id: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: id)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The handle of a player.
  func handle(
    of id: UnsafeRawBufferPointer, hash: UInt64, in records: borrowing PlayerRecords
  ) -> UInt32? {
    let page = page(of: hash)
    let slot = page.slot(hash: hash) { handle in
      areEqual(records.id(of: handle), id)
    }
    return slot.map { page.handle(inSlot: $0) }
  }

  /// Adds a handle that the table does not have.
  /// - Parameter hashOf: the hash of any handle in the table.
  mutating func insert(_ handle: UInt32, hash: UInt64, hashOf: (UInt32) -> UInt64) {
    while page(of: hash).isFull { makeRoom(for: hash, hashOf) }
    page(of: hash).insert(handle, hash: hash)
  }

  func remove(_ handle: UInt32, hash: UInt64) {
    let page = page(of: hash)
    if let slot = page.slot(hash: hash, where: { $0 == handle }) { page.remove(slot: slot) }
  }

  /// Gives a player another handle.
  func replace(_ handle: UInt32, by new: UInt32, hash: UInt64) {
    let page = page(of: hash)
    if let slot = page.slot(hash: hash, where: { $0 == handle }) {
      page.setHandle(new, inSlot: slot)
    }
  }

  func directoryIndex(of hash: UInt64) -> Int {
    depth == 0 ? 0 : Int(truncatingIfNeeded: hash >> UInt64(64 - depth))
  }

  /// How many slots hold so many handles and some more.
  static func slotCount(for handleCount: Int) -> Int { (handleCount * 8 / 7 + 23) & ~7 }

  func page(of hash: UInt64) -> TablePage {
    TablePage(base: pages[directory[directoryIndex(of: hash)]])
  }
}
