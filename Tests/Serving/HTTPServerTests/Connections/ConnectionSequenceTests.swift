import HTTPAPI
import Testing

@testable import HTTPServer

private let get = ConnectionStateMachine.Event.head(RequestFacts(), .answer)
private let upload = ConnectionStateMachine.Event.head(
  RequestFacts(announcesBody: true), .receive)
private let stream = ConnectionStateMachine.Event.head(RequestFacts(), .stream)

@Suite struct RequestSequenceTests {
  @Test func requestsAreAnsweredOneAfterTheOther() {
    var driver = Driver()
    for number in 1...3 {
      #expect(driver.tell(.bytesArrived, get, .end) == ["startAnswer"])
      #expect(driver.machine.inputPolicy == .hold)
      #expect(!driver.machine.takesBytes)
      #expect(driver.tell(.answered(number, byteCount: 10)) == ["respond"])
      #expect(driver.tell(.sent) == ["handleHeld"])
      #expect(driver.tell(.caughtUp) == ["resumeReading"])
      #expect(driver.machine.input.isIdle && driver.machine.takesBytes)
    }
  }

  @Test func aLateAnswerIsNeverGivenToTheNextRequest() {
    var driver = Driver { $0.answerTime = .seconds(5) }
    driver.tell(get, .end)
    #expect(driver.wait(.seconds(5)) == ["cancelAnswer", "reject"])
    driver.tell(.sent, get, .end)
    #expect(driver.tell(.answered(1, byteCount: 10)).isEmpty)
    #expect(driver.kind == .answering)
    #expect(driver.tell(.answered(2, byteCount: 10)) == ["respond"])
  }

  @Test(arguments: [
    (RequestFacts(keepsAlive: false), Kind.lingering), (RequestFacts(), Kind.idle),
    (RequestFacts(isOldVersion: true, keepsAlive: false), .lingering),
    // Where the unwanted body ends is not known, so that nothing can come behind it.
    (RequestFacts(announcesBody: true), .lingering),
  ])
  func aConnectionStaysOpenWhereTheClientWantsItTo(facts: RequestFacts, kind: Kind) {
    var driver = Driver()
    driver.tell(.head(facts, .respond(byteCount: 10)), .end, .sent)
    #expect(driver.kind == kind)
  }

  @Test func whatComesOfAnUnwantedBodyIsDropped() {
    var driver = Driver()
    driver.tell(.head(RequestFacts(announcesBody: true), .answer))
    #expect(driver.machine.inputPolicy == .drop && driver.machine.takesBytes)
  }

  @Test func aClientThatEndedItsSideIsAnsweredOnce() {
    var driver = Driver { $0.halfClosedTime = .seconds(2) }
    driver.tell(get, .end)
    #expect(driver.tell(.inputClosed).isEmpty)
    #expect(driver.machine.deadline == driver.now + .seconds(2))
    guard case .respond(let exchange)? = driver.actions([.answered(1, byteCount: 1)]).first else {
      Issue.record("expected an answer")
      return
    }
    #expect(!exchange.keepsAlive)
    #expect(driver.tell(.sent) == ["close"])
  }

  @Test func aClientThatEndsItsSideWhileItIsAnsweredIsClosedOnceAllIsHandled() {
    var driver = Driver()
    driver.tell(get, .end, .answered(1, byteCount: 1), .inputClosed)
    #expect(driver.tell(.sent) == ["handleHeld"])
    #expect(driver.tell(.caughtUp) == ["close"])
  }

  @Test func anAnswerIsHastenedWhereTheClientEndsBehindBytesThatAreHeld() {
    var driver = Driver { $0.halfClosedTime = .seconds(2) }
    driver.tell(get, .end, .inputClosing)
    #expect(driver.machine.deadline == driver.now + .seconds(2))
    #expect(!driver.machine.isInputClosed)
  }

  @Test func anUpgradedConnectionIsPassedOn() {
    var driver = Driver {
      $0.upgradedIdleTime = .seconds(60)
      $0.upgradedHeartbeat = .seconds(60)
    }
    #expect(
      driver.tell(.head(RequestFacts(keepsAlive: false), .upgrade), .end)
        == ["upgrade", "resumeReading"])
    #expect(driver.machine.takesBytes && driver.machine.inputPolicy == .drop)
    driver.now += .seconds(59)
    #expect(driver.tell(.bytesArrived) == ["deliverUpgraded"])
    #expect(driver.wait(.seconds(59)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["endUpgrade", "close"])
  }

  @Test func aSilentClientIsProbedAfterAnUpgrade() {
    var driver = Driver {
      $0.upgradedIdleTime = .seconds(60)
      $0.upgradedHeartbeat = .seconds(20)
    }
    driver.tell(.head(RequestFacts(keepsAlive: false), .upgrade), .end)
    #expect(driver.wait(.seconds(20)) == ["probeUpgrade"])
    driver.tell(.upgradeWritten)
    #expect(driver.wait(.seconds(19)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["probeUpgrade"])
    driver.tell(.bytesArrived)
    #expect(driver.wait(.seconds(19)).isEmpty)
  }

  @Test func aClientThatTakesNothingLosesItsSession() {
    var driver = Driver {
      $0.streamPatience = .seconds(30)
      $0.drainTime = .seconds(20)
    }
    driver.tell(.head(RequestFacts(keepsAlive: false), .upgrade), .end)
    #expect(driver.tell(.writability(false), .upgradeReady).isEmpty)
    driver.now += .seconds(29)
    #expect(driver.tell(.bytesArrived) == ["deliverUpgraded"])
    #expect(driver.wait(.seconds(1)) == ["expireUpgrade", "closeOutput"])
    // The client may still take what waits, with the reason at its end.
    #expect(driver.wait(.seconds(19)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["close"])
  }

  @Test func aClientThatTakesAgainIsSentWhatWaits() {
    var driver = Driver { $0.streamPatience = .seconds(30) }
    driver.tell(.head(RequestFacts(keepsAlive: false), .upgrade), .end, .writability(false))
    driver.now += .seconds(20)
    #expect(driver.tell(.writability(true)) == ["flushUpgrade"])
    driver.tell(.bytesArrived)
    #expect(driver.wait(.seconds(29)) == ["probeUpgrade"])
  }
}

@Suite struct DeadlineTests {
  @Test func anIdleConnectionIsClosed() {
    var driver = Driver { $0.idleTime = .seconds(75) }
    #expect(driver.wait(.seconds(74)).isEmpty)
    driver.tell(.answeredFromCache)
    #expect(driver.wait(.seconds(74)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["close"])
  }

  @Test func aHeadHasToComeInTimeHoweverManyPiecesItComesIn() {
    var driver = Driver { $0.headTime = .seconds(10) }
    driver.tell(.bytesArrived)
    driver.now += .seconds(9)
    driver.tell(.bytesArrived)
    driver.now += .seconds(1)
    #expect(driver.rejection(.tick)?.code == "request_timeout")
    #expect(driver.machine.inputPolicy == .drop)
  }

  @Test func theEndOfARequestHasToComeInTime() {
    var driver = Driver { $0.bodyPause = .seconds(30) }
    driver.tell(get)
    #expect(driver.wait(.seconds(29)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["reject"])
  }

  @Test func anAnswerHasToBeTakenInTimeThatGrowsWithItsSize() {
    var driver = Driver { $0.drainTime = .seconds(30) }
    driver.tell(get, .end, .answered(1, byteCount: 10 * 16_384))
    #expect(driver.wait(.seconds(39)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["close"])
  }

  @Test func theLastAnswerIsFollowedByALingeringClose() {
    var driver = Driver { $0.lingerTime = .seconds(2) }
    driver.tell(.unreadable(.tooSlow))
    #expect(driver.tell(.sent) == ["closeOutput", "resumeReading"])
    #expect(driver.machine.input.isLingering && driver.machine.takesBytes)
    #expect(driver.wait(.seconds(1)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["close"])
  }
}

@Suite struct BodySequenceTests {
  @Test(arguments: [
    (RequestFacts(announcesBody: true, expectsContinue: true), ["sendContinue"]),
    (RequestFacts(announcesBody: true), []),
    (RequestFacts(isOldVersion: true, announcesBody: true, expectsContinue: true), []),
  ])
  func aClientThatWaitsIsToldToSendItsBody(facts: RequestFacts, actions: [String]) {
    var driver = Driver()
    #expect(driver.tell(.head(facts, .receive)) == ["openBody"])
    #expect(driver.tell(.bodyOpened) == actions)
  }

  @Test func aClientThatWaitsIsNotToldWhereItsBodyIsRejected() {
    var driver = Driver()
    driver.tell(.head(RequestFacts(announcesBody: true, expectsContinue: true), .receive))
    let rejection = driver.rejection(.bodyRejected(.tooManySubscribers))
    #expect(rejection?.code == "too_many_subscribers")
    #expect(rejection?.exchange.keepsAlive == false)
    #expect(driver.tell(.bodyOpened).isEmpty)
  }

  @Test func noMoreIsReadThanTheReceiverKeepsUpWith() {
    var driver = Driver { $0.unstoredBytes = 1_000 }
    driver.tell(upload, .bodyOpened, .body(byteCount: 600))
    #expect(driver.machine.takesBytes)
    driver.tell(.body(byteCount: 600))
    #expect(!driver.machine.takesBytes)
    #expect(driver.tell(.bodyStored(byteCount: 600)) == ["resumeReading"])
    #expect(driver.machine.takesBytes)
  }

  @Test func aBodyMayPauseButNotForLong() {
    var driver = Driver { $0.bodyPause = .seconds(30) }
    driver.tell(upload, .bodyOpened)
    driver.now += .seconds(29)
    driver.tell(.body(byteCount: 1))
    #expect(driver.wait(.seconds(29)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["abandonBody", "reject"])
  }

  @Test func aBodyThatComesByBytesIsEndedHoweverOftenTheyCome() {
    var driver = Driver {
      $0.bodyPause = .seconds(30)
      $0.bodyTime = .seconds(60)
    }
    driver.tell(upload, .bodyOpened)
    var ended: [String] = []
    for _ in 0..<60 where ended.isEmpty {
      driver.tell(.body(byteCount: 1))
      ended = driver.wait(.seconds(1))
    }
    #expect(ended == ["abandonBody", "reject"])
    #expect(driver.now == start + .seconds(60))
  }

  @Test func aLargeBodyMayTakeLongButNotForEver() {
    var driver = Driver {
      $0.bodyPause = .seconds(30)
      $0.bodyTime = .seconds(60)
      $0.maxBodyTime = .seconds(600)
    }
    driver.tell(upload, .bodyOpened)
    var ended: [String] = []
    while ended.isEmpty {
      // Four seconds' worth every second.
      driver.tell(.body(byteCount: 4 * 16_384))
      ended = driver.wait(.seconds(1))
    }
    #expect(ended == ["abandonBody", "reject"])
    #expect(driver.now == start + .seconds(600))
  }

  @Test func aBodyThatHasComeWholeIsHandledToItsEnd() {
    var driver = Driver()
    driver.tell(upload, .bodyOpened, .body(byteCount: 1))
    #expect(driver.tell(.end) == ["answerBody"])
    #expect(driver.machine.deadline == nil)
    #expect(driver.wait(.seconds(3_600)).isEmpty)
    driver.tell(.shutdown)
    #expect(driver.tell(.abort).isEmpty)
    #expect(driver.tell(.answered(1, byteCount: 1)) == ["respond"])
    #expect(driver.tell(.abort).isEmpty)
    #expect(driver.tell(.sent) == ["close"])
  }

  @Test func aBodyThatMakesWayIsRejectedWhileItComes() {
    var driver = Driver()
    driver.tell(upload, .bodyOpened, .body(byteCount: 1))
    #expect(driver.tell(.bodyRejected(.tooSlow)) == ["abandonBody", "reject"])
    #expect(driver.tell(.bodyRejected(.tooSlow)).isEmpty)
    #expect(driver.tell(.body(byteCount: 1), .end).isEmpty)
  }
}

@Suite struct StreamSequenceTests {
  @Test func aStreamIsKeptAliveWhileItIsSilent() {
    var driver = Driver { $0.streamHeartbeat = .seconds(15) }
    #expect(driver.tell(stream, .end) == ["openStream"])
    #expect(driver.tell(.streamOpened) == ["beginStream", "resumeReading"])
    #expect(driver.wait(.seconds(14)).isEmpty)
    driver.tell(.streamWritten)
    #expect(driver.wait(.seconds(14)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["sendHeartbeat"])
  }

  @Test func aClientThatTakesNothingIsLetGo() {
    var driver = Driver { $0.streamPatience = .seconds(30) }
    driver.tell(stream, .end, .streamOpened, .writability(false))
    #expect(driver.tell(.streamReady).isEmpty)
    #expect(driver.wait(.seconds(30)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["abandonStream", "close"])
  }

  @Test func aClientThatTakesAgainIsSentWhatWaits() {
    var driver = Driver { $0.streamPatience = .seconds(30) }
    driver.tell(stream, .end, .streamOpened, .writability(false), .streamReady)
    #expect(driver.wait(.seconds(29)).isEmpty)
    #expect(driver.tell(.writability(true)) == ["flushStream"])
    driver.tell(.writability(false))
    #expect(driver.wait(.seconds(29)).isEmpty)
  }

  @Test func aStreamEndsAfterAWhileSoThatItIsAskedForAgain() {
    var driver = Driver {
      $0.streamTime = .seconds(60)
      $0.streamHeartbeat = .seconds(600)
    }
    driver.tell(stream, .end, .streamOpened)
    #expect(driver.wait(.seconds(60)).isEmpty)
    #expect(driver.wait(.seconds(1)) == ["endStream"])
    #expect(driver.tell(.streamReady).isEmpty)
    #expect(driver.tell(.sent) == ["closeOutput", "resumeReading"])
  }

  @Test func aStreamThatIsRejectedLeavesTheConnectionOpen() {
    var driver = Driver()
    driver.tell(stream, .end)
    let rejection = driver.rejection(.streamRejected(.tooManySubscribers))
    #expect(rejection?.code == "too_many_subscribers")
    #expect(rejection?.exchange.keepsAlive == true)
  }
}

@Suite struct ShutdownSequenceTests {
  @Test(arguments: [
    ConnectionStateMachine.Event.head(RequestFacts(announcesBody: true), .receive), get, stream,
  ])
  func aRequestThatIsBegunIsAnsweredWithItsEnd(head: ConnectionStateMachine.Event) {
    var driver = Driver()
    driver.tell(head)
    let rejection = driver.rejection(.shutdown)
    #expect(rejection?.code == "ending")
    #expect(rejection?.exchange.keepsAlive == false)
    #expect(driver.tell(.sent) == ["close"])
  }

  @Test func whatIsBeingAnsweredIsAnsweredAsTheLastOne() {
    var driver = Driver()
    driver.tell(get, .end)
    #expect(driver.tell(.shutdown).isEmpty)
    guard case .respond(let exchange)? = driver.actions([.answered(1, byteCount: 1)]).first else {
      Issue.record("expected an answer")
      return
    }
    #expect(!exchange.keepsAlive)
    #expect(driver.tell(.sent) == ["close"])
  }

  @Test func aStreamIsEndedOnce() {
    var driver = Driver()
    driver.tell(stream, .end, .streamOpened)
    #expect(driver.tell(.shutdown) == ["endStream"])
    #expect(driver.tell(.shutdown).isEmpty)
    #expect(driver.tell(.sent) == ["close"])
  }

  @Test func onlyWhatWaitsForARequestMakesRoom() {
    for kind in Kind.allCases {
      var machine = kind.machine
      let makesRoom = kind == .idle || kind == .readingHead
      #expect(machine.mayMakeRoom == makesRoom)
      #expect((machine.handle(.makeRoom, at: start).map(\.name) == ["close"]) == makesRoom)
    }
  }
}
