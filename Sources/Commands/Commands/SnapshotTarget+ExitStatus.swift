import SnapshotIngestion
import UploadReading

extension ExitStatus {
  /// What it is to the user, who can say more, or mend the file.
  init(_ unsettled: SnapshotTarget.Unsettled, file: String) {
    let text: String
    switch unsettled.conflict {
    case .untold(let subject):
      if let rejection = unsettled.rejection {
        text = "found \(rejection.found), expected \(rejection.expected)"
      } else {
        text = """
          neither the file's name nor its content gives the \(subject.word): use \
          \(subject.option)
          """
      }
    case .contradiction(let subject, let one, let source, let other, let otherSource):
      let first =
        source.map { "\($0.description) says \(one)" } ?? "\(subject.option) says \(one)"
      text = "\(first), but \(otherSource.description) says \(other): correct one of them"
    case .several(let subject, let values, let source):
      text = """
        \(source.description) has \(values.prefix(8).joined(separator: ", "))\
        \(values.count > 8 ? " …" : ""): use \(subject.choice(from: source))
        """
    case .implausible(let date, let source):
      text = "\(source.description) has \(date), an implausible date: correct it"
    }
    let isUntold = unsettled.conflict.isUntold && unsettled.rejection == nil
    let code: Code = isUntold ? .wrongUsage : .refused
    self.init(code: code, message: Terminal.printable("error: \(file): \(text)"))
  }
}

extension HintConflict {
  fileprivate var isUntold: Bool {
    if case .untold = self { true } else { false }
  }
}

extension HintConflict.Subject {
  fileprivate var word: String { self == .kingdom ? "kingdom" : "date" }
  fileprivate var option: String { self == .kingdom ? "--kingdom" : "--date" }

  /// What settles which of several is meant.
  fileprivate func choice(from source: HintSource) -> String {
    guard self == .date, case .column = source else { return option }
    return "--split-dates for one snapshot per date, or --date for one scan over midnight"
  }
}
