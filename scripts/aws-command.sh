# AWS's command line: the one that is installed, or else the one in AWS's image, run by docker with
# the user's own settings. `require_aws` says which. Read with `.` after environment.sh.
# shellcheck shell=sh

aws_by=""
# A pager would wait for a key.
export AWS_PAGER=""

aws_command() {
  if [ "$aws_by" = docker ]; then
    aws_in_docker "$@"
  else
    aws "$@"
  fi
}

# The file `aws_file`, if it is set, is there under the name `aws_file_alias`. The container is the
# user's, so that what the command line keeps under ~/.aws stays the user's too.
aws_in_docker() {
  set -- amazon/aws-cli "$@"
  for name in $(env | sed -n 's/^\(AWS_[A-Z0-9_]*\)=.*/\1/p'); do
    value=$(printenv "$name")
    case $value in
      /*) [ ! -e "$value" ] || set -- --volume "$value:$value:ro" "$@" ;;
    esac
    set -- --env "$name" "$@"
  done
  [ ! -d "${HOME:-}/.aws" ] || set -- --volume "$HOME/.aws:/tmp/.aws" "$@"
  [ -z "${aws_file:-}" ] || set -- --volume "$aws_file:${aws_file_alias:?}:ro" "$@"
  docker run --rm --network host --user "$(id -u):$(id -g)" --env HOME=/tmp "$@"
}
