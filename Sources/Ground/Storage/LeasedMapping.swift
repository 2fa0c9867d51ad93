#if os(Linux)
  import Bytes
  import CLinux
  import Dispatch
  import Glibc
  import Synchronization

  /// A file mapped into memory under a lease, and copied if another process wants to write it.
  ///
  /// Reading a mapped page that another process has truncated ends the reader with SIGBUS. A read
  /// lease (fcntl(2)) keeps other processes from opening the file for writing, or truncating it,
  /// until the lease is given back; the kernel grants it only if nobody writes at the moment. A
  /// writer waits for the time in `/proc/sys/fs/lease-break-time` and then gets the file anyway. So
  /// the content is copied as soon as a writer waits, and the copy replaces the file's pages under
  /// its readers. Then the writer continues.
  final class LeasedMapping: @unchecked Sendable {
    private let file: CInt
    private let start: UnsafeMutableRawPointer
    /// Reserved room for a copy, so that copying cannot fail for lack of memory.
    private let room: UnsafeMutableRawPointer
    private let byteCount: Int
    private let state = Mutex(State())

    private struct State {
      /// The bytes that have been copied.
      var ownCount = 0
      var isLeased = true
      var hasEnded = false
    }

    /// Below this size, copying costs less than mapping.
    private static let minByteCount = 1 << 20
    /// The min speed of a disk, and the time for copying: if copying could take longer than the
    /// kernel allows, nothing is mapped.
    private static let copiedBytesASecond = 32 << 20
    private static let minSeconds = 5
    private static let chunk = 16 << 20

    // Missing in Glibc's module, because their headers hide them from standard C.
    private static let setLease: CInt = 1024
    private static let getLease: CInt = 1025
    private static let setSignal: CInt = 10

    /// - Returns: `nil` if there is no lease, or if mapping would gain nothing.
    static func map(_ file: borrowing DirectoryStore.File, byteCount: Int) -> SharedBytes? {
      guard byteCount >= minByteCount, let seconds = LeaseKeeper.secondsToLeave,
        seconds >= minSeconds, byteCount / copiedBytesASecond < seconds - 1,
        let mapping = LeasedMapping(file.descriptor, byteCount)
      else { return nil }
      LeaseKeeper.shared.add(mapping)
      return SharedBytes(UnsafeRawBufferPointer(start: mapping.start, count: byteCount)) {
        LeaseKeeper.shared.remove(mapping)
        mapping.end()
      }
    }

    private init?(_ descriptor: CInt, _ byteCount: Int) {
      let file = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard file >= 0 else { return nil }
      guard Self.lease(file, byteCount),
        let start = Self.pages(byteCount, PROT_READ, MAP_PRIVATE, file)
      else {
        close(file)
        return nil
      }
      let writable = PROT_READ | PROT_WRITE
      guard let room = Self.pages(byteCount, writable, MAP_PRIVATE | CInt(MAP_ANONYMOUS), -1) else {
        munmap(start, byteCount)
        close(file)
        return nil
      }
      (self.file, self.start, self.room, self.byteCount) = (file, start, room, byteCount)
    }

    private static func lease(_ file: CInt, _ byteCount: Int) -> Bool {
      // A waiting writer is announced by a signal; the default one would end the process.
      guard fcntl(file, setSignal, SIGURG) == 0, fcntl(file, setLease, F_RDLCK) == 0 else {
        return false
      }
      // The file may have been truncated between reading its size and the lease.
      var status = stat()
      return fstat(file, &status) == 0 && Int(status.st_size) >= byteCount
    }

    private static func pages(
      _ byteCount: Int, _ protection: CInt, _ flags: CInt, _ file: CInt
    ) -> UnsafeMutableRawPointer? {
      let start = mmap(nil, byteCount, protection, flags, file, 0)
      return start == MAP_FAILED ? nil : start
    }

    /// Copies the content if another process waits to write the file.
    func look() {
      state.withLock { state in
        guard state.isLeased, !state.hasEnded, fcntl(file, Self.getLease) != F_RDLCK else { return }
        while state.ownCount < byteCount {
          let count = min(Self.chunk, byteCount - state.ownCount)
          let copy = UnsafeMutableRawBufferPointer(start: room + state.ownCount, count: count)
          // Unreadable pages stay mapped; the writer then waits for its time-out.
          guard read(into: copy, from: state.ownCount),
            standings_replace_pages(start + state.ownCount, room + state.ownCount, count) == 0
          else { return }
          state.ownCount += count
        }
        state.isLeased = fcntl(file, Self.setLease, F_UNLCK) != 0
      }
    }

    private func read(into copy: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool {
      var count = 0
      while count < copy.count {
        let got = pread(
          file, copy.baseAddress.map { $0 + count }, copy.count - count, off_t(offset + count))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { return false }
        count += got
      }
      return true
    }

    private func end() {
      state.withLock { state in
        state.hasEnded = true
        munmap(start, byteCount)
        // The replaced pages are unmapped; other memory may have their addresses.
        if state.ownCount < byteCount {
          munmap(room + state.ownCount, byteCount - state.ownCount)
        }
        // The lease ends with the last descriptor of the open file.
        close(file)
      }
    }
  }

  /// Handles the leases of the process.
  private final class LeaseKeeper: Sendable {
    static let shared = LeaseKeeper()

    /// How long the kernel lets a writer wait; `nil` if it does not say.
    static var secondsToLeave: Int? {
      guard let text = try? DirectoryStore.File(reading: "/proc/sys/fs/lease-break-time").text(16)
      else { return nil }
      return Int(text.prefix { $0 != "\n" })
    }

    private struct State {
      var mappings: [ObjectIdentifier: LeasedMapping] = [:]
      var isLooking = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "standings.leases")

    func add(_ mapping: LeasedMapping) {
      let mustStart = state.withLock { state in
        state.mappings[ObjectIdentifier(mapping)] = mapping
        defer { state.isLooking = true }
        return !state.isLooking
      }
      if mustStart { lookLater() }
    }

    func remove(_ mapping: LeasedMapping) {
      state.withLock { $0.mappings[ObjectIdentifier(mapping)] = nil }
    }

    private func lookLater() {
      queue.asyncAfter(deadline: .now() + .milliseconds(250)) { [self] in
        let mappings = state.withLock { state in
          state.isLooking = !state.mappings.isEmpty
          return Array(state.mappings.values)
        }
        for mapping in mappings { mapping.look() }
        if !mappings.isEmpty { lookLater() }
      }
    }
  }
#endif
