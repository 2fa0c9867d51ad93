# Account and region are those of whoever runs Terraform, unless the variable names another region.
# Tags on every resource name its environment.

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
