import ArgumentParser
import LiveFeed

/// Feeds a live leaderboard.
@main
enum Main {
  static func main() async { await FeedCommand.main() }
}
