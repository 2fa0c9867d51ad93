# What every environment decides: its name, its place, and the lake.

variable "name" {
  description = "Name of the environment and prefix of the name of everything in it."
  type        = string
  nullable    = false

  validation {
    condition = (
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) &&
      length(var.name) >= 2 && length(var.name) <= 30
    )
    error_message = <<-EOT
      name: found "${var.name}", expected 2 to 30 lower-case letters, digits
      and single hyphens between them, beginning with a letter; the lake's
      bucket would not take a longer one.
    EOT
  }
}

variable "region" {
  description = "Region of AWS to deploy to; null is the provider's own, such as AWS_REGION."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = <<-EOT
      region: found ${jsonencode(var.region)}, expected null or the name of a region such
      as eu-central-1.
    EOT
  }
}

variable "tags" {
  description = "Tags for everything, beside Project, Environment and ManagedBy."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "uploader_kingdoms" {
  description = "Kingdoms that get a policy of their own for officers who upload for no other."
  type        = set(number)
  nullable    = false
  default     = []

  validation {
    condition = alltrue([
      for kingdom in var.uploader_kingdoms :
      kingdom >= 1 && kingdom <= 999999 && floor(kingdom) == kingdom
    ])
    error_message = <<-EOT
      uploader_kingdoms: found ${jsonencode(var.uploader_kingdoms)}, expected whole numbers from 1 to
      999999.
    EOT
  }
}

variable "old_version_days" {
  description = "Days for which the lake keeps what was replaced or deleted, except below raw/."
  type        = number
  nullable    = false
  default     = 90

  validation {
    condition = (
      var.old_version_days >= 30 && floor(var.old_version_days) == var.old_version_days
    )
    error_message = <<-EOT
      old_version_days: found ${var.old_version_days}, expected a whole number of 30 or
      more: an event that failed may wait for weeks, and the upload is then
      read by its version.
    EOT
  }
}

variable "empty_lake_on_destroy" {
  description = "Whether destroying the lake's bucket deletes all that is in it, in every version."
  type        = bool
  nullable    = false
  default     = false
}
