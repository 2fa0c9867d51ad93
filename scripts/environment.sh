# Shared by the operator's commands: the environment and its Terraform. Read with `.` from the
# repository's folder; not a command itself.
#
# An environment is a name. It is the prefix of all resource names and the name of the Terraform
# workspace; infra/environments/NAME.tfvars contains its settings, if it has any.
# shellcheck shell=sh

ENVIRONMENT=${ENVIRONMENT:-standings}
settings=environments/$ENVIRONMENT.tfvars

say() { printf '%s\n' "$*" >&2; }

# Exits: 1 a file was rejected, 2 wrong usage or something is missing, 3 AWS failed.
stop() {
  status=$1
  shift
  say "$@"
  exit "$status"
}

# Exit traps run after Ctrl-C too.
trap 'exit 130' INT TERM

case $ENVIRONMENT in
  [!a-z]* | *[!a-z0-9-]*)
    stop 2 "ENVIRONMENT: found \"$ENVIRONMENT\"," \
      "expected lower-case letters, digits and hyphens, beginning with a letter" ;;
esac

infra() { terraform -chdir=infra "$@"; }

# Runs a Terraform command with the variables of the environment.
infra_with_settings() {
  infra_command=$1
  shift
  if [ -f "infra/$settings" ]; then
    set -- "-var-file=$settings" "$@"
  fi
  infra "$infra_command" "$@" -var "name=$ENVIRONMENT"
}

# Initialises Terraform and selects the environment's state.
#
# A variable selects the workspace: `workspace select` would store it in a file that concurrent
# commands for two environments share. The variable is set after `init`, which fails if the
# workspace does not exist yet.
open_environment() {
  if ! told=$(TF_WORKSPACE=default infra init -input=false -lockfile=readonly 2>&1); then
    say "$told"
    stop 3 "terraform init failed in infra/."
  fi
  export TF_WORKSPACE="$ENVIRONMENT"
}

# The addresses of the resources in the environment's state, one per line.
resources() {
  if told=$(infra state list 2>&1); then
    echo "$told" | grep -v '^data\.' || true
  else
    case $told in
      *"No state file was found"*) ;;
      *) stop 3 "$told" ;;
    esac
  fi
}

# The same for commands that need a deployed environment. After `make destroy` the lake remains, and
# so do outputs of removed resources.
open_deployed_environment() {
  open_environment
  found=$(resources)
  case $found in
    *aws_lambda_function.*) ;;
    *) stop 2 "Environment \"$ENVIRONMENT\" is not deployed: run make deploy." ;;
  esac
}

# A text output.
output() { infra output -raw "$1"; }

# read_settings NAME...: reads text or number variables, with the environment's settings, for
# `setting`. If Terraform rejects a setting, its console reports the error and may print the
# variables anyway.
read_settings() {
  # The console prints only the last of several values. This one is a text of a line for each.
  lines=""
  for variable in "$@"; do lines="$lines$variable=\${var.$variable}\\n"; done
  settings_told=$(printf '"%s"\n' "$lines" | infra_with_settings console 2>&1) ||
    stop 2 "$settings_told"
  case $settings_told in
    *Error:*) stop 2 "$settings_told" ;;
  esac
}

# The value of a variable that `read_settings` has read.
setting() { echo "$settings_told" | sed -n "s/^$1=//p"; }
