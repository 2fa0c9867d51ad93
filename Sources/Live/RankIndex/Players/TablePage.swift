/// A page of the table of players: handles in open addressing, in groups of eight slots.
///
/// Each slot has a byte of its own that tells whether it is in use and, if so, seven bits of the
/// hash. The eight bytes of a group are compared at once.
///
///     slots, used slots, handles, depth: UInt32 each; a byte for each slot; a handle for each slot
struct TablePage {
  static let empty: UInt8 = 0
  /// The slot of a removed handle in a group that was full, where searches have to go on.
  static let removed: UInt8 = 1
  private static let lowBits: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  let base: UnsafeMutableRawPointer

  static func byteCount(slotCount: Int) -> Int { 16 + 5 * slotCount }

  /// Prepares undefined memory.
  /// - Parameter slotCount: a multiple of eight.
  static func makeEmpty(at base: UnsafeMutableRawPointer, slotCount: Int, depth: Int) {
    let page = TablePage(base: base)
    page.words[0] = UInt32(slotCount)
    (page.usedCount, page.handleCount, page.depth) = (0, 0, depth)
    page.marks.initialize(repeating: empty, count: slotCount)
  }

  private var words: UnsafeMutablePointer<UInt32> { base.assumingMemoryBound(to: UInt32.self) }
  var slotCount: Int { Int(words[0]) }
  /// Slots that are not empty, which are never all of them.
  var usedCount: Int {
    get { Int(words[1]) }
    nonmutating set { words[1] = UInt32(newValue) }
  }
  var handleCount: Int {
    get { Int(words[2]) }
    nonmutating set { words[2] = UInt32(newValue) }
  }
  /// How many bits of a hash lead to this page.
  var depth: Int {
    get { Int(words[3]) }
    nonmutating set { words[3] = UInt32(newValue) }
  }
  private var marks: UnsafeMutablePointer<UInt8> {
    (base + 16).assumingMemoryBound(to: UInt8.self)
  }
  private var handles: UnsafeMutablePointer<UInt32> {
    (base + 16 + slotCount).assumingMemoryBound(to: UInt32.self)
  }

  var isFull: Bool { usedCount >= slotCount - slotCount >> 3 }

  /// The slot of a handle.
  /// - Parameter isWanted: decides about handles whose hash agrees in seven bits.
  func slot(hash: UInt64, where isWanted: (UInt32) -> Bool) -> Int? {
    let mark = Self.lowBits &* UInt64(Self.mark(of: hash))
    var group = firstGroup(of: hash)
    while true {
      let word = self.word(ofGroup: group)
      var matches = Self.zeroBytes(of: word ^ mark)
      while matches != 0 {
        let slot = group << 3 + matches.trailingZeroBitCount >> 3
        if isWanted(handles[slot]) { return slot }
        matches &= matches &- 1
      }
      if Self.zeroBytes(of: word) != 0 { return nil }
      group = next(group)
    }
  }

  /// The first group in which a hash is searched: its bytes and its handles.
  func firstAddresses(of hash: UInt64) -> (UnsafeRawPointer, UnsafeRawPointer) {
    let slot = firstGroup(of: hash) << 3
    return (UnsafeRawPointer(marks + slot), UnsafeRawPointer(handles + slot))
  }

  func handle(inSlot slot: Int) -> UInt32 { handles[slot] }

  func setHandle(_ handle: UInt32, inSlot slot: Int) { handles[slot] = handle }

  /// Adds a handle that the page does not have. The page is not full.
  func insert(_ handle: UInt32, hash: UInt64) {
    var group = firstGroup(of: hash)
    while true {
      // Both marks of free slots lack the highest bit.
      let free = ~word(ofGroup: group) & Self.highBits
      if free != 0 {
        let slot = group << 3 + free.trailingZeroBitCount >> 3
        if marks[slot] == Self.empty { usedCount += 1 }
        marks[slot] = Self.mark(of: hash)
        handles[slot] = handle
        handleCount += 1
        return
      }
      group = next(group)
    }
  }

  func remove(slot: Int) {
    let hasEmptySlot = Self.zeroBytes(of: word(ofGroup: slot >> 3)) != 0
    marks[slot] = hasEmptySlot ? Self.empty : Self.removed
    if hasEmptySlot { usedCount -= 1 }
    handleCount -= 1
  }

  func forEachHandle(_ body: (UInt32) -> Void) {
    for slot in 0..<slotCount where marks[slot] > Self.removed { body(handles[slot]) }
  }

  private func firstGroup(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash >> 8 & 0xFF_FFFF) &* UInt64(words[0] >> 3)) >> 24)
  }

  private func next(_ group: Int) -> Int { group + 1 < slotCount >> 3 ? group + 1 : 0 }

  private func word(ofGroup group: Int) -> UInt64 {
    UInt64(littleEndian: (base + 16 + group << 3).assumingMemoryBound(to: UInt64.self)[0])
  }

  private static func mark(of hash: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: hash) | 0x80 }

  /// The high bit of each byte that is zero. Above the first of them others may be set by mistake.
  private static func zeroBytes(of word: UInt64) -> UInt64 {
    (word &- lowBits) & ~word & highBits
  }
}
