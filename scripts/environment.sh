# What the operator's commands share: the environment that they act on, and Terraform in it.
# Read by them with `.`, from the repository's folder; not a command itself.
#
# An environment is a name. It stands before the names of all its resources, it is the name of its
# Terraform workspace, and infra/environments/NAME.tfvars holds its settings, if it has any.
# shellcheck shell=sh

ENVIRONMENT=${ENVIRONMENT:-standings}
settings=environments/$ENVIRONMENT.tfvars

say() { printf '%s\n' "$*" >&2; }

# Ends the command: 1 a file was refused, 2 wrong usage or something is missing, 3 AWS failed.
stop() {
  status=$1
  shift
  say "$@"
  exit "$status"
}

# Whatever a command has to do at its end, it does after Ctrl-C too.
trap 'exit 130' INT TERM

case $ENVIRONMENT in
  [!a-z]* | *[!a-z0-9-]*)
    stop 2 "ENVIRONMENT: found \"$ENVIRONMENT\"," \
      "expected lower-case letters, digits and hyphens, beginning with a letter" ;;
esac

infra() { terraform -chdir=infra "$@"; }

# Runs a command of Terraform that takes variables, with those of the environment.
infra_with_settings() {
  infra_command=$1
  shift
  if [ -f "infra/$settings" ]; then
    set -- "-var-file=$settings" "$@"
  fi
  infra "$infra_command" "$@" -var "name=$ENVIRONMENT"
}

# Makes Terraform ready and turns to the environment's state.
#
# The workspace is chosen by a variable: a chosen one would be kept in a file, where two
# environments that are worked on at once would change it for each other. A workspace that does
# not exist yet can be named so only after `init`, which looks for it.
open_environment() {
  if ! told=$(TF_WORKSPACE=default infra init -input=false -lockfile=readonly 2>&1); then
    say "$told"
    stop 3 "terraform init failed in infra/."
  fi
  export TF_WORKSPACE="$ENVIRONMENT"
}

# The addresses of what stands in the environment's state, one a line; none where nothing does.
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

# The same, for what needs an environment that is deployed. After `make destroy` the lake is left,
# and so are outputs that nothing stands behind any more.
open_deployed_environment() {
  open_environment
  found=$(resources)
  case $found in
    *aws_lambda_function.*) ;;
    *) stop 2 "Environment \"$ENVIRONMENT\" is not deployed: run make deploy." ;;
  esac
}

# An output that is a text.
output() { infra output -raw "$1"; }

# A text or a number as Terraform understands the environment's settings. Where it refuses any of
# them, its console says so, and may give the variable all the same.
setting() {
  told=$(echo "tostring(var.$1)" | infra_with_settings console 2>&1) || stop 2 "$told"
  case $told in
    *Error:*) stop 2 "$told" ;;
  esac
  echo "$told" | sed -n '$s/"//gp'
}
