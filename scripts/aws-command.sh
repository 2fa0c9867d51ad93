# The AWS command line: the installed one, or AWS's image, which docker runs with the user's own
# settings. `require_aws` chooses. Read with `.` after environment.sh.
# shellcheck shell=sh

aws_by=""
# A pager would wait for a key press.
export AWS_PAGER=""

aws_command() {
  if [ "$aws_by" = docker ]; then
    aws_in_docker "$@"
  else
    aws "$@"
  fi
}

# If `aws_file` is set, the container sees this file as `aws_file_alias`. The container runs as the
# user, so that files below ~/.aws keep their owner.
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
