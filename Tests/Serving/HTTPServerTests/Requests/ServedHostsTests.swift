import Testing

@testable import HTTPServer

@Suite struct ServedHostsTests {
  @Test(arguments: [
    "127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "localhost.", "[::1]",
    "[::1]:8080", "127.1.2.3", "boards.localhost",
  ])
  func aLocalServerIsAskedByLocalNames(host: String) {
    #expect(ServedHosts(listeningOn: "127.0.0.1").contains(host))
  }

  @Test(arguments: [
    "", ":80", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1",
    "[::2]", "[::1", "[::1]x", "::1", "127.0.0.1:port", "127.0.0.1:123456", "2130706433",
    "[127.0.0.1]x", "user@localhost", "machine", "machine.local",
  ])
  func aLocalServerIsAskedByNoOthers(host: String) {
    #expect(!ServedHosts(listeningOn: "127.0.0.1", machine: "machine").contains(host))
  }

  @Test(arguments: ["192.168.1.5:8080", "[fe80::1]", "machine", "machine.local:80", "localhost"])
  func aServerOfANetworkIsAskedByAddressesAndItsName(host: String) {
    #expect(ServedHosts(listeningOn: "0.0.0.0", machine: "machine").contains(host))
  }

  @Test func namesOfOthersAreServedWhereTheyAreAllowed() {
    let hosts = ServedHosts(listeningOn: "127.0.0.1", allowing: ["Boards.Example"])
    #expect(hosts.contains("boards.example:443"))
    #expect(!hosts.contains("sub.boards.example"))
    #expect(ServedHosts(listeningOn: "127.0.0.1", allowing: ["*"]).contains("any.example"))
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("localhost", true), ("::1", true), ("[::1]", true), ("0.0.0.0", false),
    ("::", false), ("192.168.1.5", false), ("boards.example", false),
  ])
  func aServerKnowsWhetherOnlyThisMachineReachesIt(host: String, isLocal: Bool) {
    #expect(ServedHosts(listeningOn: host).isLocal == isLocal)
  }
}
