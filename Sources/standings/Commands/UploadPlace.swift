#if Server
  import Bytes
  import DataLake
  import Ingestion
  import Intake
  import Rankings

  /// Where an upload goes: as the command line says, or else the upload itself.
  struct UploadPlace {
    let snapshot: SnapshotID
    /// What told the kingdom and the day; nil for the command line.
    let kingdomSource: ClaimSource?
    let dateSource: ClaimSource?
    /// Whether only the rows of the day are taken.
    let isOneOfSeveral: Bool
    /// What nobody told: something stands there that means nothing.
    let assumed: Set<ClaimConflict.Subject>

    /// What stands where nobody told.
    fileprivate static let anyKingdom = Kingdom(1)
    fileprivate static let anyDate = SnapshotDate(year: 2020, month: 1, day: 1)

    /// What the command line says of all uploads.
    struct Wish {
      let kingdom: Kingdom?
      let date: SnapshotDate?
      let splitsDates: Bool
      /// Later days are not believed.
      let time: Instant
    }

    /// Why an upload has no place.
    struct Unsettled: Error {
      let conflict: ClaimConflict
      /// Why the content tells nothing; nil where it could be read.
      let refusal: Refusal?
      /// All that the sender has to say.
      let unsettled: Set<ClaimConflict.Subject>
    }

    /// The place of an upload, or of each day in it.
    /// - Parameter needsAll: whether a kingdom or a day that nobody tells is an error; else one is
    ///   assumed.
    /// - Throws: `ExitStatus` where the upload does not tell, or contradicts the command line.
    static func places(
      of file: UploadFile, _ wish: Wish, _ settings: IntakeSettings, needsAll: Bool = true
    ) throws(ExitStatus) -> [UploadPlace] {
      do throws(Unsettled) {
        return try settle(file, wish, settings, needsAll: needsAll)
      } catch {
        throw ExitStatus(error.conflict, file: file.path, error.refusal)
      }
    }

    /// The same for those who tell in their own way what is missing.
    static func settle(
      _ file: UploadFile, _ wish: Wish, _ settings: IntakeSettings, needsAll: Bool = true
    ) throws(Unsettled) -> [UploadPlace] {
      let (claims, refusal) = claims(of: file, wish, settings)
      let believed = claims.plausible(at: wish.time)
      do throws(ClaimConflict) {
        if wish.splitsDates { try claims.checkDaysOfRows(at: wish.time) }
        return needsAll ? try believed.places(wish) : try believed.placesAssuming(wish)
      } catch {
        throw Unsettled(
          conflict: error, refusal: refusal, unsettled: believed.unsettled(wish, after: error))
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
    private static func claims(
      of file: UploadFile, _ wish: Wish, _ settings: IntakeSettings
    ) -> (UploadClaims, Refusal?) {
      var claims = UploadClaims(fileName: file.name.text)
      do throws(Refusal) {
        claims.add(try UploadClaims(of: file.bytes, kingdom: wish.kingdom, limits: settings.limits))
        return (claims, nil)
      } catch {
        return (claims, error)
      }
    }
  }

  extension UploadClaims {
    fileprivate func places(
      _ wish: UploadPlace.Wish, assuming assumed: Set<ClaimConflict.Subject> = []
    ) throws(ClaimConflict) -> [UploadPlace] {
      let place = try settle(
        kingdom: assumed.contains(.kingdom) ? UploadPlace.anyKingdom : wish.kingdom,
        date: assumed.contains(.date) ? UploadPlace.anyDate : wish.date,
        splitsDates: wish.splitsDates)
      return place.dates.map { date in
        UploadPlace(
          snapshot: SnapshotID(kingdom: place.kingdom.value, date: date.value),
          kingdomSource: place.kingdom.source, dateSource: date.source,
          isOneOfSeveral: place.dates.count > 1, assumed: assumed)
      }
    }

    /// The same where nobody need tell.
    fileprivate func placesAssuming(
      _ wish: UploadPlace.Wish
    ) throws(ClaimConflict) -> [UploadPlace] {
      var assumed: Set<ClaimConflict.Subject> = []
      while true {
        do throws(ClaimConflict) {
          return try places(wish, assuming: assumed)
        } catch .untold(let subject) where !assumed.contains(subject) {
          assumed.insert(subject)
        }
      }
    }
  }

  extension UploadClaims {
    /// All that nobody tells, or that is told twice, when this is what was found first.
    fileprivate func unsettled(
      _ wish: UploadPlace.Wish, after conflict: ClaimConflict
    ) -> Set<ClaimConflict.Subject> {
      switch conflict {
      case .untold(let subject):
        let assumed = (try? placesAssuming(wish))?.first?.assumed ?? []
        return assumed.union([subject])
      case .several(let subject, _, _): return [subject]
      case .contradiction, .implausible: return []
      }
    }
  }

  extension ExitStatus {
    fileprivate init(_ conflict: ClaimConflict, file: String, _ refusal: Refusal?) {
      let text: String
      switch conflict {
      case .untold(let subject):
        if let refusal {
          text = "found \(refusal.found), expected \(refusal.expected)"
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
      let code: Code = conflict.isForWantOfWords && refusal == nil ? .wrongUsage : .refused
      self.init(code: code, message: Terminal.printable("error: \(file): \(text)"))
    }
  }

  extension ClaimConflict {
    fileprivate var isForWantOfWords: Bool {
      if case .untold = self { true } else { false }
    }
  }

  extension ClaimConflict.Subject {
    fileprivate var word: String { self == .kingdom ? "kingdom" : "day" }
    fileprivate var option: String { self == .kingdom ? "--kingdom" : "--date" }

    /// What settles which of several is meant.
    fileprivate func choice(from source: ClaimSource) -> String {
      guard self == .date, case .column = source else { return option }
      return "--split-dates for a snapshot of each, or --date for one scan over midnight"
    }
  }
#endif
