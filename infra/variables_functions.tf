# Settings of the two functions: images, size, concurrency and DKP weights.

variable "image_digests" {
  description = "Digest of each function's image in its repository; `make deploy` sets it."
  type = object({
    ingest_players  = string
    leaderboard_api = string
  })
  default = null

  validation {
    condition = var.image_digests == null || alltrue([
      for digest in try(values(var.image_digests), []) :
      can(regex("^sha256:[0-9a-f]{64}$", digest))
    ])
    error_message = <<-EOT
      image_digests: found ${jsonencode(var.image_digests)}, expected sha256: and 64 hexadecimal
      digits for ingest_players and for leaderboard_api.
    EOT
  }
}

variable "architecture" {
  description = "Processor of the functions and their images: x86_64 or arm64."
  type        = string
  nullable    = false
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture: found \"${var.architecture}\", expected x86_64 or arm64."
  }
}

variable "ingest_memory_mb" {
  description = "Memory of ingest-players; it bounds the size of uploads."
  type        = number
  nullable    = false
  default     = 512

  validation {
    condition = (
      var.ingest_memory_mb >= 128 && var.ingest_memory_mb <= 10240 &&
      floor(var.ingest_memory_mb) == var.ingest_memory_mb
    )
    error_message = <<-EOT
      ingest_memory_mb: found ${var.ingest_memory_mb}, expected a whole number from 128
      to 10240.
    EOT
  }
}

variable "ingest_timeout_seconds" {
  description = "Max time for one upload."
  type        = number
  nullable    = false
  default     = 120

  validation {
    condition     = contains(range(1, 901), var.ingest_timeout_seconds)
    error_message = <<-EOT
      ingest_timeout_seconds: found ${var.ingest_timeout_seconds}, expected a whole number
      from 1 to 900.
    EOT
  }
}

variable "ingest_reserved_concurrency" {
  description = "Max uploads at a time, reserved from the account's limit; -1 reserves none."
  type        = number
  nullable    = false
  default     = -1

  validation {
    condition     = contains(concat([-1], range(1, 1001)), var.ingest_reserved_concurrency)
    error_message = <<-EOT
      ingest_reserved_concurrency: found ${var.ingest_reserved_concurrency}, expected -1 for none,
      or a whole number from 1 to 1000; with 0 nothing is ever ingested.
    EOT
  }
}

variable "api_memory_mb" {
  description = "Memory of leaderboard-api."
  type        = number
  nullable    = false
  default     = 256

  validation {
    condition = (
      var.api_memory_mb >= 128 && var.api_memory_mb <= 10240 &&
      floor(var.api_memory_mb) == var.api_memory_mb
    )
    error_message = <<-EOT
      api_memory_mb: found ${var.api_memory_mb}, expected a whole number from 128 to
      10240.
    EOT
  }
}

variable "api_timeout_seconds" {
  description = "Max time for one answer."
  type        = number
  nullable    = false
  default     = 29

  validation {
    condition     = contains(range(1, 30), var.api_timeout_seconds)
    error_message = <<-EOT
      api_timeout_seconds: found ${var.api_timeout_seconds}, expected a whole number from
      1 to 29: the gateway gives up after 30 seconds.
    EOT
  }
}

variable "api_reserved_concurrency" {
  description = "Max requests at a time, reserved from the account's limit; -1 reserves none."
  type        = number
  nullable    = false
  default     = -1

  validation {
    condition     = contains(concat([-1], range(1, 1001)), var.api_reserved_concurrency)
    error_message = <<-EOT
      api_reserved_concurrency: found ${var.api_reserved_concurrency}, expected -1 for none, or
      a whole number from 1 to 1000; with 0 nothing is ever answered.
    EOT
  }
}

variable "dkp_weights" {
  description = "DKP weights for uploads without DKP, such as t4:10,t5:30,deaths:80."
  type        = string
  default     = null

  validation {
    condition = var.dkp_weights == null || (
      can(regex("^((t4|t5|deaths):([0-9]{1,6}|1000000)(,|$)){3}$", var.dkp_weights)) &&
      length(toset(try(regexall("t4|t5|deaths", var.dkp_weights), []))) == 3
    )
    error_message = <<-EOT
      dkp_weights: found ${jsonencode(var.dkp_weights)}, expected t4, t5 and deaths, each once
      with a weight from 0 to 1000000, such as t4:10,t5:30,deaths:80.
    EOT
  }
}
