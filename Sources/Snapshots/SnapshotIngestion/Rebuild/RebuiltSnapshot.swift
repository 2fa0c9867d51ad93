package import DataLake
package import Datasets
package import UploadReading

/// What came of rebuilding a snapshot.
package struct RebuiltSnapshot: Sendable {
  package let snapshot: SnapshotID
  package let curated: Curated
  /// The uploads that are lost, then those that `raw/` keeps; of both the newest first.
  package let uploads: [RebuiltUpload]

  /// What became of the curated object.
  package enum Curated: Sendable {
    /// It holds already what it should.
    case unchanged(SnapshotOrigin)
    /// There was none.
    case restored(SnapshotOrigin)
    /// There was another.
    case replaced(SnapshotOrigin)
    /// It stays as it is, or there stays none.
    case leftAlone(Reason)
  }

  /// Why a curated object was not made.
  package enum Reason: String, Sendable {
    /// What stands there is of a newer upload than those in `raw/` that can be used: its raw copy
    /// is lost or damaged.
    case newerUpload = "newer_upload"
    /// `raw/` holds no upload from which it could be made.
    case nothingAcceptable = "nothing_acceptable"
    /// No upload was accepted so far, and nothing stands there: all is as it should be.
    case nothingExpected = "nothing_expected"
  }

  /// Whether something is not as it should be and rebuilding could not mend it.
  package var isIncomplete: Bool {
    if uploads.contains(where: \.isIncomplete) { return true }
    switch curated {
    case .unchanged, .restored, .replaced, .leftAlone(.nothingExpected): return false
    case .leftAlone(.newerUpload), .leftAlone(.nothingAcceptable): return true
    }
  }
}

/// The upload that a snapshot was made from.
package struct SnapshotOrigin: Hashable, Sendable {
  package let raw: LakeKey
  package let runID: String
  package let players: Int
  package let dkpWeights: DKPWeights
}

/// What came of one upload when its snapshot was rebuilt.
package struct RebuiltUpload: Sendable {
  package let raw: LakeKey
  package let provenance: RunProvenance
  package let outcome: Outcome
  /// How it ended when it was handled last; `nil` where nothing tells.
  package let wasAccepted: Bool?

  package enum Outcome: Sendable {
    case accepted(RebuiltReport)
    case refused(Rejection, RebuiltReport)
    /// Its bytes are not those that its report tells of. Nothing is made from it.
    case damaged(found: String, expected: String)
    /// Its report tells of it, but its raw copy is gone.
    case lost
    /// It came lately and has no report yet: its event is left to complete it.
    case pending
  }

  /// Whether it can be made into less than it was.
  package var isIncomplete: Bool {
    switch outcome {
    case .accepted, .pending: false
    case .refused: wasAccepted == true
    case .damaged, .lost: true
    }
  }
}

/// What became of an upload's report.
package struct RebuiltReport: Hashable, Sendable {
  package enum Change: String, Sendable {
    case unchanged, restored, replaced
  }

  package let key: LakeKey
  package let change: Change
}
