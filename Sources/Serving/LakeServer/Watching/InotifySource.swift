import Failures
import Storage

#if os(Linux)
  import Bytes
  import Dispatch
  import Glibc
  import Synchronization

  /// Watches a folder recursively with inotify(7); links are not followed.
  ///
  /// A new folder is watched as soon as the kernel reports it; files put into it before are found
  /// by listing it. A file that is still being written is skipped then, because its closing will be
  /// reported. A folder that cannot be watched or read is retried.
  final class InotifySource: Sendable, Cancellable {
    private let descriptor: CInt
    private let root: String
    private let looksForRemovals: Bool
    private let enters: @Sendable (String) -> Bool
    private let found: @Sendable (WatchFinding) -> Void
    /// The folder of each watch, as a path below the root.
    private let folders = Mutex<[CInt: String]>([:])
    /// The kernel reports a file twice: when it gets its name, and when its writer closes it; and
    /// perhaps again after it was found by listing.
    private let told = Mutex(RecentFiles())
    private let report: @Sendable (String) -> Void
    private let hasWarned = Atomic(false)
    private let isCancelled = Atomic(false)
    private let queue: DispatchQueue
    private let source: Mutex<any DispatchSourceRead>
    private let retries = PathRetries()

    /// Deeper than any key of a lake.
    private static let maxDepth = 32

    /// - Parameters:
    ///   - name: of the queue that delivers findings.
    ///   - looksForRemovals: whether removals are reported.
    ///   - enters: whether to watch a folder, by its path below the root.
    ///   - report: prints a line for people.
    init?(
      root: String, name: String, looksForRemovals: Bool = false,
      enters: @escaping @Sendable (String) -> Bool = { _ in true },
      report: @escaping @Sendable (String) -> Void,
      found: @escaping @Sendable (WatchFinding) -> Void
    ) {
      descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
      guard descriptor >= 0 else { return nil }
      self.root = root
      self.looksForRemovals = looksForRemovals
      self.enters = enters
      self.report = report
      self.found = found
      queue = DispatchQueue(label: name)
      source = Mutex(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
    }

    /// - Returns: whether the root is watched.
    @discardableResult
    func start() -> Bool {
      let descriptor = descriptor
      source.withLock { source in
        source.setEventHandler { [self] in readEvents() }
        source.setCancelHandler { close(descriptor) }
        source.activate()
      }
      return watch(folder: "", .look)
    }

    func cancel() {
      isCancelled.store(true, ordering: .relaxed)
      source.withLock { $0.cancel() }
    }

    /// - Parameter sighting: how the folder and its content were found.
    @discardableResult
    private func watch(folder: String, _ sighting: WatchedFile.Sighting) -> Bool {
      guard folder.utf8.count(where: { $0 == UInt8(ascii: "/") }) < Self.maxDepth else {
        found(.passedOver(.tooDeep(folder, Self.maxDepth)))
        return false
      }
      let path = folder.isEmpty ? root : "\(root)/\(folder)"
      var events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE)
      if looksForRemovals { events |= UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) }
      events |= UInt32(IN_ONLYDIR) | (folder.isEmpty ? 0 : UInt32(IN_DONT_FOLLOW))
      let watch = inotify_add_watch(descriptor, path, events)
      guard watch >= 0 else {
        let code = errno
        // It may have disappeared or changed its kind meanwhile.
        if folder.isEmpty || (code != ENOENT && code != ENOTDIR) {
          tryAgain(folder, sighting, ObjectStoreError(errno: code, place: path))
        }
        return false
      }
      folders.withLock { $0[watch] = folder }
      look(through: folder, sighting)
      return true
    }

    private func look(through folder: String, _ sighting: WatchedFile.Sighting) {
      do throws(ObjectStoreError) {
        let content = try FolderEntries(of: folder, below: root)
        retries.settle(folder)
        for entry in content.passedOver { found(.passedOver(entry)) }
        // Earlier dates come first, so that each is compared with the previous one.
        for entry in content.entries {
          let below = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
          if entry.isFolder {
            if enters(below) { watch(folder: below, sighting) }
          } else if !isBeingWritten(below) {
            tellOnce(below, sighting)
          }
        }
      } catch {
        if error.code != .wrongKind { tryAgain(folder, sighting, error) }
      }
    }

    /// Watches a folder again after a while. Printed once: if there are too few watches, many
    /// folders lack one.
    private func tryAgain(
      _ folder: String, _ sighting: WatchedFile.Sighting, _ error: ObjectStoreError
    ) {
      if !hasWarned.exchange(true, ordering: .relaxed) {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        report("warning: \(path) cannot be watched: \(error.reason); retrying")
      }
      let pause = retries.pause(for: folder)
      queue.asyncAfter(deadline: .now() + pause / .seconds(1)) { [weak self] in
        guard let self, !isCancelled.load(ordering: .relaxed) else { return }
        watch(folder: folder, sighting)
      }
    }

    /// A read lease is granted only if nobody has the file open for writing (fcntl(2)).
    private func isBeingWritten(_ file: String) -> Bool {
      let path = "\(root)/\(file)"
      // Opening a pipe or a device may have effects.
      guard let entry = try? LocalEntry(path), entry.kind == .file else { return false }
      let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      // The receiver of the finding reports the problem.
      guard file >= 0 else { return false }
      defer { close(file) }
      let setLease: CInt = 1024
      guard fcntl(file, setLease, CInt(F_RDLCK)) != 0 else {
        _ = fcntl(file, setLease, CInt(F_UNLCK))
        return false
      }
      return errno == EAGAIN
    }

    private func readEvents() {
      withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
        while true {
          let count = read(descriptor, buffer.baseAddress, buffer.count)
          guard count > 0 else { return }
          for event in InotifyEvent.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
            handle(event)
          }
        }
      }
    }

    private func handle(_ event: InotifyEvent) {
      if event.has(Int(IN_Q_OVERFLOW)) {
        found(.missedSome)
        watch(folder: "", .look)
        return
      }
      if event.has(Int(IN_IGNORED)) { return folders.withLock { $0[event.watch] = nil } }
      guard let folder = folders.withLock({ $0[event.watch] }), !event.name.isEmpty,
        event.name.first != UInt8(ascii: ".")
      else { return }
      guard let name = String(validating: event.name, as: UTF8.self) else {
        found(.passedOver(.unnamed(event.name, in: folder)))
        return
      }
      let below = folder.isEmpty ? name : "\(folder)/\(name)"
      let isFolder = event.has(Int(IN_ISDIR))
      if event.has(Int(IN_DELETE), Int(IN_MOVED_FROM)) {
        if isFolder { return leave(folder: below) }
        told.withLock { $0.forget(below) }
        found(.went(below))
      } else if isFolder {
        if enters(below) { watch(folder: below, .arrival) }
      } else if event.has(Int(IN_CLOSE_WRITE), Int(IN_MOVED_TO)) || !isBeingWritten(below) {
        // For entries that appear complete, such as links or pipes, only the creation is reported.
        tellOnce(below, .arrival)
      }
    }

    /// Reports a file unless it is unchanged since the last report.
    private func tellOnce(_ file: String, _ sighting: WatchedFile.Sighting) {
      do throws(ObjectStoreError) {
        let entry = try LocalEntry("\(root)/\(file)")
        guard told.withLock({ $0.remember(file, entry) }) else { return }
        if entry.kind == .folder { return }
        guard entry.kind == .file else {
          return found(.passedOver(.otherKind(entry.kind, at: file)))
        }
      } catch {
        // A removed file is not reported; for all others, the receiver reports the problem.
        if error.code == .notFound { return }
      }
      found(.file(WatchedFile(path: file, sighting: sighting)))
    }

    /// Reports the removal of a folder and all watched ones below it: when it is moved away as a
    /// whole, its files are not reported one by one.
    private func leave(folder: String) {
      let gone = folders.withLock { folders in
        let gone = folders.filter {
          $0.value.hasBytes(of: folder) || $0.value.begins(withBytesOf: "\(folder)/")
        }
        for watch in gone.keys { folders[watch] = nil }
        told.withLock { $0.forget(below: folder) }
        return gone
      }
      for (watch, folder) in gone {
        inotify_rm_watch(descriptor, watch)
        found(.went(folder))
      }
    }
  }

  /// A record of `struct inotify_event`.
  struct InotifyEvent {
    let watch: CInt
    let mask: UInt32
    /// The name below the watched folder; empty for the folder itself.
    let name: [UInt8]

    func has(_ bits: Int...) -> Bool { bits.contains { mask & UInt32($0) != 0 } }

    /// Parses records: four 32-bit fields, then a padded name.
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
