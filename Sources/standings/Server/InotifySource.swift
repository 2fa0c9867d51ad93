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
    private let descriptor: CInt
    private let root: String
    private let found: @Sendable (String) -> Void
    /// The folder of each watch, as a path below the root.
    private let folders = Mutex<[CInt: String]>([:])
    private let source: Mutex<any DispatchSourceRead>

    init?(root: String, found: @escaping @Sendable (String) -> Void) {
      descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
      guard descriptor >= 0 else { return nil }
      self.root = root
      self.found = found
      source = Mutex(
        DispatchSource.makeReadSource(
          fileDescriptor: descriptor, queue: DispatchQueue(label: "standings.inbox")))
    }

    func start() {
      let descriptor = descriptor
      source.withLock { source in
        source.setEventHandler { [self] in readEvents() }
        source.setCancelHandler { close(descriptor) }
        source.activate()
      }
      watch(folder: "")
    }

    func cancel() { source.withLock { $0.cancel() } }

    private func watch(folder: String) {
      let path = folder.isEmpty ? root : "\(root)/\(folder)"
      let events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE)
      let watch = inotify_add_watch(descriptor, path, events)
      guard watch >= 0 else {
        Terminal.tell("warning: \(path) cannot be watched: \(String(cString: strerror(errno)))")
        return
      }
      folders.withLock { $0[watch] = folder }
      let entries = (try? LocalFolder.entries(path, key: folder)) ?? []
      // Of several dates the earlier comes first, so that each is compared with the one before.
      for (name, isFolder) in entries.sorted(by: { $0.name < $1.name }) {
        let below = folder.isEmpty ? name : "\(folder)/\(name)"
        if isFolder {
          self.watch(folder: below)
        } else if !Self.isBeingWritten("\(path)/\(name)") {
          found(below)
        }
      }
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
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { return self.watch(folder: "") }
      guard let folder = folders.withLock({ $0[watch] }), !name.isEmpty, !name.hasPrefix(".") else {
        return
      }
      let below = folder.isEmpty ? name : "\(folder)/\(name)"
      if mask & UInt32(IN_ISDIR) != 0 {
        self.watch(folder: below)
      } else if mask & (UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO)) != 0 {
        found(below)
      }
    }
  }
#endif
