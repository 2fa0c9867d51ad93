import HTTPAPI
import Testing

@Suite struct ClientAddressTests {
  private let network: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 1, 0, 2]

  @Test func aMachineMayUseAllAddressesOfItsNetwork() {
    let one = ClientAddress.ipv6(network + [0, 0, 0, 0, 0, 0, 0, 1])
    let other = ClientAddress.ipv6(network + [9, 9, 9, 9, 9, 9, 9, 9])
    #expect(one == other)
    #expect(one != .ipv6([0x20, 0x01, 0x0D, 0xB8, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1]))
  }

  @Test func anAddressIsTheSameInBothVersions() {
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 192, 0, 2, 7]
    #expect(ClientAddress.ipv6(mapped) == .ipv4([192, 0, 2, 7]))
    #expect(ClientAddress.ipv4([192, 0, 2, 7]) != .ipv4([192, 0, 2, 8]))
    #expect(ClientAddress.ipv4([192, 0, 2, 7]) != .unknown)
  }
}
