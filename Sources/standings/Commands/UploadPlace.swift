#if Server
  import Bytes
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

    /// What the command line says of all uploads.
    struct Wish {
      let kingdom: Kingdom?
      let date: SnapshotDate?
      let splitsDates: Bool
      /// Later days are not believed.
      let time: Instant
    }

    /// The place of an upload, or of each day in it.
    /// - Throws: `ExitStatus` where the upload does not tell, or contradicts the command line.
    static func places(
      of upload: SharedBytes, named name: String, file: String, _ wish: Wish,
      _ settings: IntakeSettings
    ) throws(ExitStatus) -> [UploadPlace] {
      let (claims, refusal) = claims(of: upload, named: name, wish, settings)
      do throws(ClaimConflict) {
        let place = try claims.plausible(at: wish.time)
          .settle(kingdom: wish.kingdom, date: wish.date, splitsDates: wish.splitsDates)
        return place.dates.map { date in
          UploadPlace(
            snapshot: SnapshotID(kingdom: place.kingdom.value, date: date.value),
            kingdomSource: place.kingdom.source, dateSource: date.source,
            isOneOfSeveral: place.dates.count > 1)
        }
      } catch {
        throw ExitStatus(error, file: file, refusal)
      }
    }

    /// What the name and the content say. Content that cannot be read says nothing; why is told by
    /// the report, if the upload gets that far.
    private static func claims(
      of upload: SharedBytes, named name: String, _ wish: Wish, _ settings: IntakeSettings
    ) -> (UploadClaims, Refusal?) {
      var claims = UploadClaims(fileName: name)
      do throws(Refusal) {
        claims.add(try UploadClaims(of: upload, kingdom: wish.kingdom, limits: settings.limits))
        return (claims, nil)
      } catch {
        return (claims, error)
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
        let advice = source == nil ? "mend one of them" : "give \(subject.option)"
        text = "\(first), but \(otherSource.description) says \(other): \(advice)"
      case .several(let subject, let values, let source):
        let split = subject == .date ? ", or --split-dates for a snapshot of each" : ""
        text = """
          \(source.description) names \(values.prefix(8).joined(separator: ", "))\
          \(values.count > 8 ? " …" : ""): give \(subject.option)\(split)
          """
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
  }
#endif
