import Synchronization

/// A progress bar on the terminal; nothing without a terminal.
final class ProgressBar: Sendable {
  private let label: String
  private let isShown: Bool
  private let shownPercent = Mutex(-1)

  init(_ label: String) {
    self.label = Terminal.printable(label)
    isShown = Terminal.showsProgress
  }

  /// May be called from several tasks at once.
  func update(done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let percent = min(100, done * 100 / total)
    shownPercent.withLock { shown in
      guard percent > shown else { return }
      shown = percent
      let filled = percent * 30 / 100
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      Terminal.printErrorInPlace("\r\(bar) \(percent) % \(label)")
    }
  }

  /// Removes the bar.
  func finish() {
    let wasShown = shownPercent.withLock { shown in
      defer { shown = -1 }
      return shown >= 0
    }
    if wasShown { Terminal.printErrorInPlace("\r\u{1B}[2K") }
  }
}
