#!/bin/sh
# What the image runs as `antiphon`: takes the mounts of an Isso where there are any, gives up root, hands over to the node.
# UID and GID say as whom the node runs (1000 where they are not set). IMAGE_ROOT lets this file be tried outside of an image.
set -eu

root=${IMAGE_ROOT:-}
# shellcheck disable=SC3028 # These are variables of the container, not the shell's own.
user=${UID:-1000} group=${GID:-1000}
drop=

say() { echo "antiphon: $*" >&2; }

refuse() {
  say "$*"
  exit 2
}

# must_be_number NAME VALUE
must_be_number() {
  case $2 in
    *[!0-9]* | ??????????*) refuse "$1 must be a number, such as 1000, not \"$2\"." ;;
  esac
}

# antiphon ARGUMENT…: one of our commands, as the account that shall run it.
# shellcheck disable=SC2086 # $drop is several words, or none.
antiphon() { $drop node "$root/app/dist/src/cli/main.js" "$@"; }

# own FOLDER: makes a folder of ours, with all that is in it, the account's.
own() {
  mkdir -p "$1"
  # With the slash, and -L, a link is followed to the folder that it stands for.
  [ -z "$drop" ] || [ "$(stat -L -c %u:%g "$1")" = "$user:$group" ] || chown -R "$user:$group" "$1/"
}

# find_configuration: Isso's, where either of the images that people know has it.
find_configuration() {
  for file in "${ISSO_SETTINGS:-}" "$root/config/isso.conf" "$root/config/isso.cfg"; do
    [ ! -f "$file" ] || { echo "$file" && return; }
  done
}

# find_database: the one that the configuration names, else the one in Isso's mount.
find_database() {
  named=
  [ -z "${ANTIPHON_ISSO_CONFIG:-}" ] ||
    named=$(sed -n 's/^[[:space:]]*dbpath[[:space:]]*[=:][[:space:]]*//p' "$ANTIPHON_ISSO_CONFIG" | sed 's/[[:space:]]*$//')
  for file in "$named" "$root/db/comments.db"; do
    [ ! -f "$file" ] || { echo "$file" && return; }
  done
}

# choose_folder: where our own store lies. Nothing of Isso's is changed, so it has a folder of its own in Isso's mount.
choose_folder() {
  if [ "$isso" = no ] || [ -f "$root/data/antiphon.db" ]; then
    echo "$root/data"
  elif [ -w "$root/db" ] || [ -d "$root/db/antiphon" ]; then
    echo "$root/db/antiphon"
  else
    say "/db may not be written, so comments are kept in /data: give it a volume."
    echo "$root/data"
  fi
}

case ${ISSO_SETTINGS:-} in
  *\;*) refuse "ISSO_SETTINGS names several files. A node serves several blogs, but takes one configuration of Isso's." ;;
esac
must_be_number UID "$user"
must_be_number GID "$group"
if [ "$(id -u)" -eq 0 ] && [ "$user" -ne 0 ]; then
  drop="setpriv --reuid $user --regid $group --clear-groups --no-new-privs"
fi

: "${ANTIPHON_ISSO_CONFIG:=$(find_configuration)}"
database=$(find_database)
isso=yes
[ -n "$ANTIPHON_ISSO_CONFIG$database" ] || isso=no
folder=$root/data
[ -n "${ANTIPHON_STORE:-}" ] || folder=$(choose_folder)
: "${ANTIPHON_STORE:=sqlite:$folder/antiphon.db}"
export ANTIPHON_ISSO_CONFIG ANTIPHON_STORE
own "$folder"

if [ "${1:-}" = serve ] && [ "$isso" = yes ]; then
  if [ -n "$database" ]; then
    antiphon import isso --once "$database"
  else
    say "There is no database of Isso's (/db/comments.db, or what dbpath names): nothing to bring along."
  fi
fi

# shellcheck disable=SC2086
exec $drop node "$root/app/dist/src/cli/main.js" "$@"
