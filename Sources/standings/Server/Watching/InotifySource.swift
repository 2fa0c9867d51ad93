#if Server && os(Linux)
  import DataLake
  import Dispatch
  import Glibc
  import Synchronization

  /// Watches a folder and everything below it through inotify(7).
  ///
  /// A folder that is made later is watched as soon as the kernel tells of it; what was put into it
  /// before that is found by looking. A file that somebody still writes is left alone then: its
  /// closing will be told.
  final class InotifySource: Sendable, Cancellable {
    /// Something that is not as it was, by its path below the root.
    enum Finding: Hashable, Sendable {
      /// A whole file, also one that was there from the start.
      case appeared(String)
      /// A file or a folder is there no more; told only where removals are looked for.
      case went(String)
      /// The kernel could not keep up: what is there now is told again, what went is not known.
      case missedSome
    }

    private let descriptor: CInt
    private let root: String
    private let looksForRemovals: Bool
    private let enters: @Sendable (String) -> Bool
    private let tell: @Sendable (Finding) -> Void
    /// The folder of each watch, as a path below the root.
    private let folders = Mutex<[CInt: String]>([:])
    /// The kernel tells of a file twice: when it takes its name, and when its writer lets go of it; and
    /// what is found by looking, it may tell of too.
    private let told = Mutex(RecentFiles())
    private let hasWarned = Atomic(false)
    private let source: Mutex<any DispatchSourceRead>

    /// - Parameters:
    ///   - name: of the queue on which findings are told.
    ///   - looksForRemovals: whether files and folders that go are told of.
    ///   - enters: whether a folder, by its path below the root, is watched.
    init?(
      root: String, name: String, looksForRemovals: Bool = false,
      enters: @escaping @Sendable (String) -> Bool = { _ in true },
      tell: @escaping @Sendable (Finding) -> Void
    ) {
      descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
      guard descriptor >= 0 else { return nil }
      self.root = root
      self.looksForRemovals = looksForRemovals
      self.enters = enters
      self.tell = tell
      source = Mutex(
        DispatchSource.makeReadSource(
          fileDescriptor: descriptor, queue: DispatchQueue(label: name)))
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
      return watch(folder: "")
    }

    func cancel() { source.withLock { $0.cancel() } }

    @discardableResult
    private func watch(folder: String) -> Bool {
      let path = folder.isEmpty ? root : "\(root)/\(folder)"
      var events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE)
      if looksForRemovals { events |= UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) }
      let watch = inotify_add_watch(descriptor, path, events)
      guard watch >= 0 else {
        let code = errno
        // It may have gone again meanwhile.
        if code != ENOENT || folder.isEmpty { warn(path, code) }
        return false
      }
      folders.withLock { $0[watch] = folder }
      let entries = (try? LocalFolder.entries(path, key: folder)) ?? []
      // Of several dates the earlier comes first, so that each is compared with the one before.
      for (name, isFolder) in entries.sorted(by: { $0.name < $1.name }) {
        let below = folder.isEmpty ? name : "\(folder)/\(name)"
        if isFolder {
          if enters(below) { self.watch(folder: below) }
        } else if !Self.isBeingWritten("\(path)/\(name)") {
          tellOnce(below)
        }
      }
      return true
    }

    /// Once: where there are too few watches, there are too few for many folders.
    private func warn(_ path: String, _ code: CInt) {
      guard !hasWarned.exchange(true, ordering: .relaxed) else { return }
      Terminal.tell("warning: \(path) cannot be watched: \(String(cString: strerror(code)))")
    }

    /// A read lease is granted only where nobody has the file open for writing (fcntl(2)).
    private static func isBeingWritten(_ path: String) -> Bool {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return true }
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
          handle(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }

    /// Walks the records of `struct inotify_event`: four 32-bit fields, then a padded name.
    private func handle(_ events: UnsafeRawBufferPointer) {
      var position = 0
      while position + 16 <= events.count {
        let watch = events.loadUnaligned(fromByteOffset: position, as: CInt.self)
        let mask = events.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
        let length = Int(events.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
        let name = String(
          decoding: events[(position + 16)..<(position + 16 + length)].prefix { $0 != 0 },
          as: UTF8.self)
        position += 16 + length
        handle(watch: watch, mask: mask, name: name)
      }
    }

    private func handle(watch: CInt, mask: UInt32, name: String) {
      if mask & UInt32(IN_Q_OVERFLOW) != 0 {
        tell(.missedSome)
        self.watch(folder: "")
        return
      }
      if mask & UInt32(IN_IGNORED) != 0 { return folders.withLock { $0[watch] = nil } }
      guard let folder = folders.withLock({ $0[watch] }), !name.isEmpty, !name.hasPrefix(".") else {
        return
      }
      let below = folder.isEmpty ? name : "\(folder)/\(name)"
      let isFolder = mask & UInt32(IN_ISDIR) != 0
      if mask & (UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM)) != 0 {
        if isFolder { return leave(folder: below) }
        told.withLock { $0.forget(below) }
        tell(.went(below))
      } else if isFolder {
        if enters(below) { self.watch(folder: below) }
      } else if mask & (UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO)) != 0 {
        tellOnce(below)
      }
    }

    /// Tells of a file unless it is still what was told before.
    private func tellOnce(_ file: String) {
      let version = FileVersion("\(root)/\(file)")
      if told.withLock({ $0.remember(file, version) }) { tell(.appeared(file)) }
    }

    /// Tells of a folder that went and of all below it that were watched: moved away as a whole, its
    /// files are not told of one by one.
    private func leave(folder: String) {
      let gone = folders.withLock { folders in
        let gone = folders.filter { $0.value == folder || $0.value.hasPrefix("\(folder)/") }
        for watch in gone.keys { folders[watch] = nil }
        told.withLock { $0.forget(below: folder) }
        return gone
      }
      for (watch, folder) in gone {
        inotify_rm_watch(descriptor, watch)
        tell(.went(folder))
      }
    }
  }
#endif
