import Storage

#if !os(Linux)
  import Bytes
  import Dispatch
  import Synchronization

  /// Lists a folder every second; a file counts when it has not changed since the last time.
  final class PollingSource: Sendable, Cancellable {
    private struct State {
      var seen: [ExactText: LocalEntry] = [:]
      var told: [ExactText: LocalEntry] = [:]
      /// Existing files at the first listing are not arrivals.
      var present: Set<ExactText>?
    }

    private let root: String
    private let found: @Sendable (WatchFinding) -> Void
    private let state = Mutex(State())
    private let timer: Mutex<any DispatchSourceTimer>

    /// Deeper than any key of a lake.
    private static let maxDepth = 32

    init(root: String, found: @escaping @Sendable (WatchFinding) -> Void) {
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
      var present: [ExactText: LocalEntry] = [:]
      collect("", depth: 0, into: &present)
      let rested = state.withLock { state in
        if state.present == nil { state.present = Set(present.keys) }
        let rested = present.filter {
          state.seen[$0.key] == $0.value && state.told[$0.key] != $0.value
        }
        let files = rested.keys.map { file in
          WatchedFile(
            path: file.text,
            sighting: state.told[file] == nil && state.present?.contains(file) == true
              ? .look : .arrival)
        }
        state.seen = present
        state.told = state.told.filter { present[$0.key] != nil }.merging(rested) { $1 }
        state.present?.formIntersection(present.keys)
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      }
      for file in rested { found(.file(file)) }
    }

    private func collect(
      _ folder: String, depth: Int, into files: inout [ExactText: LocalEntry]
    ) {
      guard depth <= Self.maxDepth else {
        return found(.passedOver(.tooDeep(folder, Self.maxDepth)))
      }
      // Unreadable folders may be readable the next time.
      guard let content = try? FolderEntries(of: folder, below: root) else { return }
      for entry in content.passedOver { found(.passedOver(entry)) }
      for entry in content.entries {
        let below = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
        if entry.isFolder {
          collect(below, depth: depth + 1, into: &files)
        } else if let found = try? LocalEntry("\(root)/\(below)") {
          files[ExactText(below)] = found
        }
      }
    }
  }
#endif
