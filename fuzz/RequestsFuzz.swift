import LiveAPI
import LiveScores
import Time

/// Reads bytes as what clients send about live boards: bodies, scores, schedules, cursors' parts.
/// The first byte chooses.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRequests(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = input.first else { return 0 }
  let body = Array(input.dropFirst())
  let text = String(decoding: body, as: UTF8.self)
  switch kind % 6 {
  case 0: readSubmissions(body)
  case 1: _ = try? BoardRequest.definition(body: body)
  case 2: _ = try? BoardRequest.change(body: body)
  case 3: readContributions(body)
  case 4: readScore(text)
  default: readSchedule(text)
  }
  return 0
}

private func readSubmissions(_ body: [UInt8]) {
  if let one = try? SubmissionRequest(body: body) {
    precondition((1...128).contains(one.player.text.utf8.count))
  }
  guard let batch = try? BatchRequest(body: body) else { return }
  precondition((1...BatchRequest.maxSubmissions).contains(batch.submissions.count))
}

private func readContributions(_ body: [UInt8]) {
  _ = try? ContributionRequest.contribution(body: body)
  guard let batch = try? ContributionRequest.contributions(body: body) else { return }
  precondition((1...ContributionRequest.maxContributions).contains(batch.count))
}

/// A score that is read is written as a number that is read as the same score.
private func readScore(_ text: String) {
  for places in [0, 2, ScoreScale.maxPlaces] {
    guard let scale = try? ScoreScale(places: places), let units = try? scale.units(text) else {
      continue
    }
    precondition(units.magnitude <= UInt64(ScoreScale.maxUnits))
    let again = try? scale.units(scale.text(units))
    precondition(again == units, "\(text) is \(scale.text(units))")
  }
}

/// A schedule that is read has resets around each moment.
private func readSchedule(_ text: String) {
  guard let schedule = try? ResetSchedule(text), schedule != .never,
    let now = Instant("2026-11-30T10:00:00Z")
  else { return }
  let again = try? ResetSchedule(schedule.text)
  precondition(again == schedule, "a schedule reads otherwise: \(schedule.text)")
  guard let next = schedule.next(after: now, in: .utc) else {
    preconditionFailure("a schedule never occurs: \(text)")
  }
  precondition(next > now)
  let last = schedule.last(at: next, in: .utc)
  precondition(last == next, "the last reset at a reset is another")
}
