import HTTPAPI
import SnapshotAPI
import SnapshotIngestion
import UploadReading

extension SnapshotTarget.Unsettled {
  /// What it is to a client, who can say more, or mend the file.
  var problem: HTTPAPI.ProblemDetails {
    switch conflict {
    case .untold(let subject):
      if let rejection {
        return .placeUnknown(
          "The file cannot be read: found \(rejection.found), expected \(rejection.expected)",
          needs: needs)
      }
      let word = needs.count > 1 ? needs.joined(separator: " and the ") : subject.name
      return .placeUnknown(
        "Neither the file's name nor its content tells the \(word)", needs: needs)
    case .several(_, let values, let source):
      let named = values.prefix(8).joined(separator: ", ") + (values.count > 8 ? " …" : "")
      return .placeUnknown(
        "In \(source.description) stand \(named): say which is meant", needs: needs)
    case .contradiction(let subject, let one, let source, let other, let otherSource):
      let first = source.map { "\($0.description) says" } ?? "the request says"
      return .placeContradicted(
        "Of the \(subject.name), \(first) \(one), but \(otherSource.description) says \(other)")
    case .implausible(let date, let source):
      return .placeContradicted("In \(source.description) stands \(date), which cannot be meant")
    }
  }

  private var needs: [String] {
    HintConflict.Subject.allInOrder.filter(subjects.contains).map(\.name)
  }
}

extension HintConflict.Subject {
  fileprivate static let allInOrder: [HintConflict.Subject] = [.kingdom, .date]

  /// The name of the parameter that settles it.
  fileprivate var name: String { self == .kingdom ? "kingdom" : "date" }
}
