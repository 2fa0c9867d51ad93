# The functions' images: which are pushed already, and pushing those that are not.
# Read with `.` after environment.sh and aws-command.sh.
#
# A tag is the name of what the image was built of, so that equal sources are built once. Tags never
# change: one that is built again of the same sources, on newer base images, has its time behind it.
# shellcheck shell=sh

# pushed_digest FUNCTION TAG: the digest of the function's newest image whose tag begins so;
# nothing where none is pushed.
pushed_digest() {
  newest="sort_by(imageDetails[?imageTags[?starts_with(@, '$2')]], &imagePushedAt)[-1].imageDigest"
  if told=$(aws_command ecr describe-images --repository-name "$ENVIRONMENT/$1" \
    --query "$newest" --output json 2>&1); then
    echo "$told" | sed -n 's/^"\(sha256:[0-9a-f]*\)"$/\1/p'
  else
    case $told in
      *RepositoryNotFoundException*) ;;
      *) stop 3 "The images of $1 cannot be listed. AWS said: $told" ;;
    esac
  fi
}

# The two digests as Terraform takes them.
image_digests() {
  printf 'image_digests={ingest_players="%s",leaderboard_api="%s"}' "$1" "$2"
}

# publish_images ARCHITECTURE TAG: builds both images, and pushes those that are not there yet.
publish_images() {
  platform=linux/amd64
  [ "$1" = x86_64 ] || platform=linux/$1
  registry=$(aws_command ecr describe-repositories --output text \
    --repository-names "$ENVIRONMENT/ingest-players" --query 'repositories[0].repositoryUri')
  registry=${registry%%/*}
  builder=$(scripts/image-builder)
  say "Building the images for $platform with $builder."
  case $(uname -m)/$1 in
    x86_64/x86_64 | aarch64/arm64 | arm64/arm64) ;;
    *) say "This machine is of another kind and has to emulate that one, which takes long. The" \
      "variable architecture says what the functions run on." ;;
  esac
  IMAGE_PREFIX="$registry/$ENVIRONMENT/" IMAGE_TAG="$2" \
    IMAGE_OPTIONS="--platform $platform ${IMAGE_OPTIONS:-}" scripts/build-images >&2
  # Whoever is logged out already has nothing to be told, and the shell would end with this status.
  trap '"$builder" logout "$registry" >/dev/null 2>&1 || :' EXIT
  aws_command ecr get-login-password |
    "$builder" login --username AWS --password-stdin "$registry" >&2
  for function in ingest-players leaderboard-api; do
    digest=$(pushed_digest "$function" "$2")
    [ -n "$digest" ] || "$builder" push "$registry/$ENVIRONMENT/$function:$2" >&2
  done
}
