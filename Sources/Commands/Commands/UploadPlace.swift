import Bytes
import Datasets
import SnapshotIngestion
import Storage
import Time
import UploadReading

/// Where an upload goes: as the command line says, or else the upload itself.
struct UploadPlace {
  let snapshot: SnapshotID
  /// What told the kingdom and the day; nil for the command line.
  let kingdomSource: HintSource?
  let dateSource: HintSource?
  /// Whether only the rows of the day are taken.
  let isOneOfSeveral: Bool
  /// What nobody told: something stands there that means nothing.
  let assumed: Set<HintConflict.Subject>

  /// What stands where nobody told.
  fileprivate static let anyKingdom = Kingdom(1)
  fileprivate static let anyDate = CalendarDate(year: 2020, month: 1, day: 1)

  /// What the command line says of all uploads.
  struct Wish {
    let kingdom: Kingdom?
    let date: CalendarDate?
    let splitsDates: Bool
    /// Later days are not believed.
    let time: Instant
  }

  /// Why an upload has no place.
  struct Unsettled: Error {
    let conflict: HintConflict
    /// Why the content tells nothing; nil where it could be read.
    let rejection: Rejection?
    /// All that the sender has to say.
    let unsettled: Set<HintConflict.Subject>
  }

  /// The place of an upload, or of each day in it.
  /// - Parameter needsAll: whether a kingdom or a day that nobody tells is an error; else one is
  ///   assumed.
  /// - Throws: `ExitStatus` where the upload does not tell, or contradicts the command line.
  static func places(
    of file: UploadFile, _ selector: Wish, _ settings: ReadingSettings, needsAll: Bool = true
  ) throws(ExitStatus) -> [UploadPlace] {
    do throws(Unsettled) {
      return try settle(file, selector, settings, needsAll: needsAll)
    } catch {
      throw ExitStatus(error.conflict, file: file.path, error.rejection)
    }
  }

  /// The same for those who tell in their own way what is missing.
  static func settle(
    _ file: UploadFile, _ selector: Wish, _ settings: ReadingSettings, needsAll: Bool = true
  ) throws(Unsettled) -> [UploadPlace] {
    let (hints, rejection) = hints(of: file, selector, settings)
    let believed = hints.plausible(at: selector.time)
    do throws(HintConflict) {
      if selector.splitsDates { try hints.checkDaysOfRows(at: selector.time) }
      return needsAll ? try believed.places(selector) : try believed.placesAssuming(selector)
    } catch {
      throw Unsettled(
        conflict: error, rejection: rejection, unsettled: believed.unsettled(selector, after: error)
      )
    }
  }

  /// How the rows of this place are to be read.
  func settings(_ settings: IngestionSettings) -> IngestionSettings {
    var settings = settings
    if isOneOfSeveral { settings.intake.rowsOfDate = snapshot.date }
    return settings
  }

  /// What the name and the content say. Content that cannot be read says nothing; why is told by
  /// the report, if the upload gets that far.
  private static func hints(
    of file: UploadFile, _ selector: Wish, _ settings: ReadingSettings
  ) -> (UploadHints, Rejection?) {
    var hints = UploadHints(fileName: file.name.text)
    do throws(Rejection) {
      hints.add(try UploadHints(of: file.bytes, kingdom: selector.kingdom, limits: settings.limits))
      return (hints, nil)
    } catch {
      return (hints, error)
    }
  }
}

extension UploadHints {
  fileprivate func places(
    _ selector: UploadPlace.Wish, assuming assumed: Set<HintConflict.Subject> = []
  ) throws(HintConflict) -> [UploadPlace] {
    let place = try settle(
      kingdom: assumed.contains(.kingdom) ? UploadPlace.anyKingdom : selector.kingdom,
      date: assumed.contains(.date) ? UploadPlace.anyDate : selector.date,
      splitsDates: selector.splitsDates)
    return place.dates.map { date in
      UploadPlace(
        snapshot: SnapshotID(kingdom: place.kingdom.value, date: date.value),
        kingdomSource: place.kingdom.source, dateSource: date.source,
        isOneOfSeveral: place.dates.count > 1, assumed: assumed)
    }
  }

  /// The same where nobody need tell.
  fileprivate func placesAssuming(
    _ selector: UploadPlace.Wish
  ) throws(HintConflict) -> [UploadPlace] {
    var assumed: Set<HintConflict.Subject> = []
    while true {
      do throws(HintConflict) {
        return try places(selector, assuming: assumed)
      } catch .untold(let subject) where !assumed.contains(subject) {
        assumed.insert(subject)
      }
    }
  }
}

extension UploadHints {
  /// All that nobody tells, or that is told twice, when this is what was found first.
  fileprivate func unsettled(
    _ selector: UploadPlace.Wish, after conflict: HintConflict
  ) -> Set<HintConflict.Subject> {
    switch conflict {
    case .untold(let subject):
      let assumed = (try? placesAssuming(selector))?.first?.assumed ?? []
      return assumed.union([subject])
    case .several(let subject, _, _): return [subject]
    case .contradiction, .implausible: return []
    }
  }
}

extension ExitStatus {
  fileprivate init(_ conflict: HintConflict, file: String, _ rejection: Rejection?) {
    let text: String
    switch conflict {
    case .untold(let subject):
      if let rejection {
        text = "found \(rejection.found), expected \(rejection.expected)"
      } else {
        text = """
          neither the file's name nor its content tells the \(subject.word): give \
          \(subject.option)
          """
      }
    case .contradiction(let subject, let one, let source, let other, let otherSource):
      let first =
        source.map { "\($0.description) says \(one)" } ?? "\(subject.option) says \(one)"
      text = "\(first), but \(otherSource.description) says \(other): mend one of them"
    case .several(let subject, let values, let source):
      text = """
        \(source.description) names \(values.prefix(8).joined(separator: ", "))\
        \(values.count > 8 ? " …" : ""): give \(subject.choice(from: source))
        """
    case .implausible(let date, let source):
      text = "\(source.description) names \(date), which cannot be meant: mend it"
    }
    let code: Code = conflict.isForWantOfWords && rejection == nil ? .wrongUsage : .refused
    self.init(code: code, message: Terminal.printable("error: \(file): \(text)"))
  }
}

extension HintConflict {
  fileprivate var isForWantOfWords: Bool {
    if case .untold = self { true } else { false }
  }
}

extension HintConflict.Subject {
  fileprivate var word: String { self == .kingdom ? "kingdom" : "day" }
  fileprivate var option: String { self == .kingdom ? "--kingdom" : "--date" }

  /// What settles which of several is meant.
  fileprivate func choice(from source: HintSource) -> String {
    guard self == .date, case .column = source else { return option }
    return "--split-dates for a snapshot of each, or --date for one scan over midnight"
  }
}
