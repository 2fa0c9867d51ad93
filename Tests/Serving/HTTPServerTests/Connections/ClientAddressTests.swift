import HTTPAPI
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct ClientAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("::ffff:192.0.2.1", "192.0.2.1", true),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("::1", "127.0.0.1", false),
  ])
  func aClientIsAnAddressOrANetwork(_ one: String, _ other: String, _ isSame: Bool) throws {
    let addresses = try [(one, 1), (other, 2)].map {
      ClientAddress(try SocketAddress(ipAddress: $0.0, port: $0.1))
    }
    #expect((addresses[0] == addresses[1]) == isSame)
  }
}
