import Bytes
import Failures
import JSON
import LambdaRuntime
import SnapshotIngestion
import Storage

/// Processes every upload of an S3 event.
///
/// Records are independent: whatever happens to one, all others are handled. The invocation fails
/// for what retrying may fix, and for unreadable records that could be uploads, so that a person
/// finds them among the dead letters; records that were done are skipped when the event returns.
struct IngestPlayersHandler: InvocationHandler {
  private let rules: RecordRules
  private let uploads: any UploadSource
  private let pipeline: IngestionPipeline

  init(rules: RecordRules, uploads: any UploadSource, pipeline: IngestionPipeline) {
    self.rules = rules
    self.uploads = uploads
    self.pipeline = pipeline
  }

  func handle(
    _ invocation: Invocation, in context: InvocationContext
  ) async throws(FunctionFailure) -> SharedBytes {
    var tally = OutcomeTally()
    switch try delivery(invocation) {
    case .direct(let event): await handle(event, in: context, &tally)
    case .repeated(let messages):
      for message in messages { await handle(message, in: context, &tally) }
    }
    context.metrics.add(tally.counts)
    if let failure = tally.firstFailure { throw failure }
    return SharedBytes(tally.counts.json)
  }

  private func delivery(_ invocation: Invocation) throws(FunctionFailure) -> S3EventDelivery {
    do throws(EventError) {
      return try S3EventDelivery(parsing: invocation.payload.array)
    } catch {
      throw FunctionFailure(error)
    }
  }

  /// Handles a failed event as if it were new. An unreadable one fails the invocation each time, so
  /// that the queue puts it aside for a person.
  private func handle(
    _ message: Result<RepeatedS3Event, EventError>, in context: InvocationContext,
    _ tally: inout OutcomeTally
  ) async {
    context.metrics.add(1, to: .eventsRepeated)
    switch message {
    case .success(let repeated):
      context.log.write(repeated)
      await handle(repeated.event, in: context, &tally)
    case .failure(let error):
      let failure = FunctionFailure(error)
      context.log.error("unreadable: \(failure.description)")
      tally.fail(failure)
    }
  }

  private func handle(
    _ event: S3Event, in context: InvocationContext, _ tally: inout OutcomeTally
  ) async {
    switch event {
    case .test: context.log.info("the bucket's notifications were set up")
    case .notifications(let notifications):
      for notification in NotificationOrder.sorted(notifications) {
        let started = ContinuousClock.now
        let (key, outcome) = await self.outcome(of: notification, in: context)
        context.log.write(outcome, of: key, after: started.duration(to: .now))
        context.metrics.add(outcome)
        tally.add(outcome, of: key)
      }
    }
  }

  private func outcome(
    of notification: S3Notification, in context: InvocationContext
  ) async -> (key: String, RecordOutcome) {
    switch notification {
    case .unreadable(let error): return ("", .unreadable(FunctionFailure(error)))
    case .other(let name, let key): return (key, .skipped(.otherEvent(name)))
    case .created(let record):
      switch rules.decide(record) {
      case .skip(let reason): return (record.key, .skipped(reason))
      case .refuse(let rejection): return (record.key, .refused(rejection))
      case .ingest(let event, let key, let pin):
        let outcome = await finishing(event) { try await ingest(event, key: key, pin, in: context) }
        return (record.key, outcome)
      case .refuseUpload(let event, let byteCount, let rejection):
        let outcome = await finishing(event) {
          .ingested(try await pipeline.refuse(event, unread: rejection), byteCount: byteCount)
        }
        return (record.key, outcome)
      }
    }
  }

  /// Handles an event unless that was done before.
  private func finishing(
    _ event: UploadEvent, _ work: () async throws -> RecordOutcome
  ) async -> RecordOutcome {
    do {
      try Task.checkCancellation()
      return try await pipeline.isDone(event) ? .skipped(.done) : try await work()
    } catch is CancellationError {
      return .unfinished(reason: "no time was left")
    } catch let error as ObjectStoreError {
      return .unfinished(reason: "\(error) (\(error.code.rawValue))")
    } catch {
      return .unfinished(reason: "\(error)")
    }
  }

  private func ingest(
    _ event: UploadEvent, key: String, _ pin: UploadPin, in context: InvocationContext
  ) async throws -> RecordOutcome {
    switch try await read(key, pin, in: context) {
    case .success(let upload):
      let started = ContinuousClock.now
      let report = try await pipeline.ingest(upload, of: event)
      context.metrics.add(started.duration(to: .now), to: .ingestingDuration)
      return .ingested(report, byteCount: upload.count)
    case .failure(let reason): return .skipped(reason)
    }
  }

  /// The upload, or why there is none to read: both reasons are final.
  private func read(
    _ key: String, _ pin: UploadPin, in context: InvocationContext
  ) async throws -> Reading {
    let started = ContinuousClock.now
    defer { context.metrics.add(started.duration(to: .now), to: .readingDuration) }
    do {
      return .success(try await uploads.read(key, pin))
    } catch let error as ObjectStoreError where error.code == .changed {
      return .failure(.replaced)
    } catch let error as ObjectStoreError where error.code == .notFound {
      return .failure(.deleted)
    }
  }

  private enum Reading {
    case success(SharedBytes)
    case failure(SkippedRecord)
  }
}

extension FunctionFailure {
  fileprivate init(_ error: EventError) {
    self.init(
      code: .unreadableEvent, place: error.place,
      reason: "found \(error.found), expected \(error.expected)")
  }
}

extension OutcomeCounts {
  /// The invocation's response, for manual invocations.
  var json: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("accepted", accepted)
      $0.member("refused", refused)
      $0.member("skipped", skipped)
    }
    return json.utf8
  }
}
