package import DataLake
package import Datasets
package import UploadReading

/// The result of rebuilding a snapshot.
package struct RebuiltSnapshot: Sendable {
  package let snapshot: SnapshotID
  package let curated: Curated
  /// The lost uploads, then those in `raw/`; both with the newest first.
  package let uploads: [RebuiltUpload]

  /// What happened to the curated object.
  package enum Curated: Sendable {
    /// It is already correct.
    case unchanged(SnapshotOrigin)
    /// It was missing.
    case restored(SnapshotOrigin)
    /// It was different.
    case replaced(SnapshotOrigin)
    /// It stays as it is, or stays missing.
    case leftAlone(Reason)
  }

  /// Why a curated object was not written.
  package enum Reason: String, Sendable {
    /// The current object is from a newer upload than those usable in `raw/`: its raw copy is lost
    /// or damaged.
    case newerUpload = "newer_upload"
    /// `raw/` has no acceptable upload.
    case nothingAcceptable = "nothing_acceptable"
    /// No upload was ever accepted, and there is no object: nothing is wrong.
    case nothingExpected = "nothing_expected"
  }

  /// Whether something is wrong that rebuilding could not repair.
  package var isIncomplete: Bool {
    if uploads.contains(where: \.isIncomplete) { return true }
    switch curated {
    case .unchanged, .restored, .replaced, .leftAlone(.nothingExpected): return false
    case .leftAlone(.newerUpload), .leftAlone(.nothingAcceptable): return true
    }
  }
}

/// The upload of a snapshot.
package struct SnapshotOrigin: Hashable, Sendable {
  package let raw: LakeKey
  package let runID: String
  package let players: Int
  package let dkpWeights: DKPWeights
}

/// The result of one upload when its snapshot was rebuilt.
package struct RebuiltUpload: Sendable {
  package let raw: LakeKey
  package let provenance: RunProvenance
  package let outcome: Outcome
  /// Its last outcome; `nil` if unknown.
  package let wasAccepted: Bool?

  package enum Outcome: Sendable {
    case accepted(RebuiltReport)
    case refused(Rejection, RebuiltReport)
    /// Its bytes differ from its report. Nothing is made from it.
    case damaged(found: String, expected: String)
    /// Its report exists, but its raw copy is gone.
    case lost
    /// It arrived recently and has no report yet: its event completes it.
    case pending
  }

  /// Whether it can no longer be rebuilt as it was.
  package var isIncomplete: Bool {
    switch outcome {
    case .accepted, .pending: false
    case .refused: wasAccepted == true
    case .damaged, .lost: true
    }
  }
}

/// What happened to an upload's report.
package struct RebuiltReport: Hashable, Sendable {
  package enum Change: String, Sendable {
    case unchanged, restored, replaced
  }

  package let key: LakeKey
  package let change: Change
}
