#if Server && !os(Linux)
  import Darwin
  import DataLake
  import Dispatch
  import Synchronization

  /// Looks through a folder every second; a file counts when it has not changed since the last look.
  final class RestingFileSource: Sendable, Cancellable {
    private struct State {
      var seen: [String: Int] = [:]
      var told: [String: Int] = [:]
    }

    private let root: String
    private let found: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let timer: Mutex<any DispatchSourceTimer>

    init(root: String, found: @escaping @Sendable (String) -> Void) {
      self.root = root
      self.found = found
      timer = Mutex(DispatchSource.makeTimerSource(queue: DispatchQueue(label: "standings.inbox")))
    }

    func start() {
      timer.withLock { timer in
        timer.setEventHandler { [self] in look() }
        timer.schedule(deadline: .now(), repeating: .seconds(1))
        timer.activate()
      }
    }

    func cancel() { timer.withLock { $0.cancel() } }

    private func look() {
      var present: [String: Int] = [:]
      collect("", into: &present)
      let rested = state.withLock { state in
        let rested = present.filter {
          state.seen[$0.key] == $0.value && state.told[$0.key] != $0.value
        }
        state.seen = present
        state.told.merge(rested) { $1 }
        return rested.keys.sorted()
      }
      rested.forEach(found)
    }

    /// Gathers the files with a number that changes when they do.
    private func collect(_ folder: String, into files: inout [String: Int]) {
      for (name, isFolder) in (try? LocalFolder.entries("\(root)/\(folder)", key: folder)) ?? [] {
        let below = folder.isEmpty ? name : "\(folder)/\(name)"
        if isFolder {
          collect(below, into: &files)
        } else {
          var status = stat()
          guard stat("\(root)/\(below)", &status) == 0 else { continue }
          files[below] =
            Int(status.st_size) &+ status.st_mtimespec.tv_sec &* 1_000_003
            &+ status.st_mtimespec.tv_nsec
        }
      }
    }
  }
#endif
