package import Failures

/// A failure of a board or the index. Its place is the board or the player.
package typealias RankError = Failure<RankErrorCode>

package enum RankErrorCode: FailureCode {
  /// The ids of a board take more than 16 GiB.
  case boardFull
  /// A list that is loaded has the same player twice.
  case repeatedPlayer
  /// The index has no such board.
  case unknownBoard
  /// The board exists with the other order.
  case otherOrder
  /// Changes between those that were applied and those of the batch are missing.
  case missingChanges
  /// The board has applied later changes than those that it should be replaced with.
  case outdated
}
