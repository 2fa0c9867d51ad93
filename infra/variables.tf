# Settings of the environment as a whole: its name, its region and the lake.

variable "name" {
  description = "Name of the environment and prefix of all names in it."
  type        = string
  nullable    = false

  validation {
    condition = (
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) &&
      length(var.name) >= 2 && length(var.name) <= 30
    )
    error_message = <<-EOT
      name: found "${var.name}", expected 2 to 30 lower-case letters, digits
      and single hyphens between them, starting with a letter; the name of the
      lake's bucket cannot be longer.
    EOT
  }
}

variable "region" {
  description = "AWS region; null takes the provider's own, such as AWS_REGION."
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
  description = "Tags for everything, in addition to Project, Environment and ManagedBy."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "uploader_kingdoms" {
  description = "Kingdoms that get an upload policy of their own."
  type        = set(number)
  nullable    = false
  default     = []

  validation {
    condition = alltrue([
      for kingdom in var.uploader_kingdoms :
      kingdom >= 1 && kingdom <= 999999 && floor(kingdom) == kingdom
    ])
    error_message = <<-EOT
      uploader_kingdoms: found ${jsonencode(var.uploader_kingdoms)}, expected whole numbers
      from 1 to 999999.
    EOT
  }
}

variable "old_version_days" {
  description = "Days for which the lake keeps replaced or deleted objects, except in raw/."
  type        = number
  nullable    = false
  default     = 90

  validation {
    condition = (
      var.old_version_days >= 30 && floor(var.old_version_days) == var.old_version_days
    )
    error_message = <<-EOT
      old_version_days: found ${var.old_version_days}, expected a whole number of 30 or
      more: a failed event may wait for weeks, and its upload is then read by
      version.
    EOT
  }
}

variable "empty_lake_on_destroy" {
  description = "Whether destroying the lake's bucket deletes all objects in all versions."
  type        = bool
  nullable    = false
  default     = false
}
