# The account is that of whoever runs Terraform, the region too unless the variable names another.
# Every resource says by its tags which environment it belongs to.

provider "aws" {
  region = var.region

  default_tags {
    tags = merge(
      {
        Project     = "Standings"
        Environment = var.name
        ManagedBy   = "Terraform"
      },
      var.tags,
    )
  }
}
