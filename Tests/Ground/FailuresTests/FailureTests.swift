import Testing

@testable import Failures

private enum DoorCode: FailureCode {
  case locked
  case jammed
}

private enum AlarmCode: FailureCode {
  case ringing

  func description(place: String, reason: String) -> String { "alarm in \(place), \(reason)" }
}

private typealias DoorError = Failure<DoorCode>
private typealias AlarmError = Failure<AlarmCode>

@Suite struct FailureTests {
  @Test func keepsItsPartsAndItsCause() {
    let cause = AlarmError(code: .ringing, place: "hall", reason: "smoke")
    let error = DoorError(code: .jammed, place: "back", reason: "rust", underlying: cause)

    #expect(error.code == .jammed)
    #expect(error.place == "back")
    #expect(error.reason == "rust")
    #expect(error.underlying as? AlarmError == cause)
  }

  @Test(arguments: [("back", "back: no key"), ("", "no key")])
  func isDescribedByItsPlaceAndItsReason(place: String, description: String) {
    #expect("\(DoorError(code: .locked, place: place, reason: "no key"))" == description)
    #expect("\(DoorError(code: .locked, reason: "no key") as any Error)" == "no key")
  }

  @Test func codesMayHaveTheirOwnDescription() {
    let error: any Error = AlarmError(code: .ringing, place: "hall", reason: "smoke")
    #expect("\(error)" == "alarm in hall, smoke")
  }

  @Test func isEqualIfCodePlaceAndReasonAre() {
    let error = DoorError(code: .locked, place: "back", reason: "no key")
    let caused = DoorError(
      code: .locked, place: "back", reason: "no key",
      underlying: AlarmError(code: .ringing, reason: "smoke"))

    #expect(error == caused)
    #expect(Set([error, caused]).count == 1)
    #expect(error != DoorError(code: .jammed, place: "back", reason: "no key"))
    #expect(error != DoorError(code: .locked, place: "front", reason: "no key"))
    #expect(error != DoorError(code: .locked, place: "back", reason: "no hand"))
  }

  @Test func isCaughtByItsCodes() {
    func open() throws { throw DoorError(code: .locked, place: "back", reason: "no key") }

    #expect(throws: DoorError.self) { try open() }
    do {
      try open()
      Issue.record("the door opened")
    } catch is AlarmError {
      Issue.record("an error of other codes was caught")
    } catch {
      #expect((error as? DoorError)?.code == .locked)
    }
  }
}
