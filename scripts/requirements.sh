# Checks what a command needs before it does anything, and lists everything that is missing with
# what to do about it. Read with `.` after environment.sh.
# shellcheck shell=sh

missing=""
region=""
: "${settings:?}"

# require THING...: stops unless all of them are available.
require() {
  for thing in "$@"; do "require_$thing"; done
  [ -z "$missing" ] || stop 2 "These are missing:$missing"
}

lacks() {
  missing="$missing
  $*"
}

require_terraform() {
  if ! command -v terraform >/dev/null 2>&1; then
    lacks "Terraform: install 1.9 or later, https://developer.hashicorp.com/terraform/install"
    return
  fi
  version=$(terraform version | sed -n 's/^Terraform v//p')
  echo "$version" | awk -F. '{ exit !($1 > 1 || $1 == 1 && $2 >= 9) }' ||
    lacks "Terraform: found ${version:-an unknown version}, expected 1.9 or later"
}

require_builder() {
  scripts/image-builder >/dev/null 2>&1 && return
  if command -v docker >/dev/null 2>&1; then
    lacks "An image builder: docker is installed, but its engine does not answer. Start it" \
      "(docker info says more), or install podman or buildah"
  else
    lacks "An image builder: install docker, podman or buildah"
  fi
}

require_curl() {
  command -v curl >/dev/null 2>&1 || lacks "curl: install it"
}

# The AWS command line. Docker can run it from an image.
require_aws() {
  if command -v aws >/dev/null 2>&1; then
    aws_by=path
  elif docker info >/dev/null 2>&1; then
    aws_by=docker
  else
    aws_by=""
    lacks "The AWS command line: install aws, or start docker, which runs it from an image"
  fi
}

# The environment's file comes before the user's settings, as in Terraform.
require_region() {
  if [ -f "infra/$settings" ]; then
    region=$(sed -n 's/^[[:space:]]*region[[:space:]]*=[[:space:]]*"\([^"]*\)".*/\1/p' \
      "infra/$settings")
  fi
  region=${region:-${AWS_REGION:-${AWS_DEFAULT_REGION:-}}}
  if [ -z "$region" ] && [ -n "$aws_by" ]; then
    region=$(aws_command configure get region 2>/dev/null) || region=""
  fi
  if [ -z "$region" ]; then
    lacks "A region: set AWS_REGION, or region in infra/$settings"
    return
  fi
  # The two generations of the AWS command line read one of these each.
  export AWS_REGION="$region" AWS_DEFAULT_REGION="$region"
}

# Without a region, credentials cannot be validated; whether there are any can be checked.
require_credentials() {
  [ -n "$aws_by" ] || return 0
  how="set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws configure"
  if [ -z "$region" ]; then
    ! aws_command configure list 2>/dev/null | grep -q 'access_key.*<not set>' ||
      lacks "AWS credentials: $how"
  elif identity=$(aws_command sts get-caller-identity --query '[Account,Arn]' --output text 2>&1)
  then
    say "Environment $ENVIRONMENT: account $(echo "$identity" | cut -f 1), region $region," \
      "as $(echo "$identity" | cut -f 2)"
  else
    lacks "Valid AWS credentials: $how. AWS said:" \
      "$(echo "$identity" | sed -n '/./h;$x;$p')"
  fi
}

# A terminal to ask on, or the answer.
require_approval() {
  [ "${APPROVE:-}" = yes ] || [ -t 0 ] ||
    lacks "Your approval: there is no terminal to ask on. Check make plan, then set APPROVE=yes"
}
