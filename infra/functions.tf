# What both functions have in common.

locals {
  # Empty where there are none: the functions' own conditions say what to do then.
  digests = {
    ingest_players  = try(var.image_digests.ingest_players, "")
    leaderboard_api = try(var.image_digests.leaderboard_api, "")
  }

  missing_images = <<-EOT
    image_digests: found none, expected the digests of both images. `make deploy` builds and pushes
    the images and hands their digests on.
  EOT

  # Lambda takes levels with its JSON form alone.
  application_log_level = var.log_format == "JSON" ? var.log_level : null
  system_log_level      = var.log_format == "JSON" ? "INFO" : null
}
