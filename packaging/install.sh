#!/bin/sh
# Installs the image from target/popfetch with its manual pages, completions and systemd user units.
#
#   packaging/install.sh              below PREFIX, /usr/local unless the environment says otherwise
#   packaging/install.sh uninstall    takes away exactly what an installation brought
#
# DESTDIR is put before every path written to, for packagers.
set -eu
umask 022

prefix=${PREFIX:-/usr/local}
stage=${DESTDIR:-}
root=$(cd "$(dirname "$0")/.." && pwd -P)
image=$root/target/popfetch

case $prefix in
  /*) ;;
  *)
    echo "install.sh: PREFIX is to be an absolute path, not $prefix" >&2
    exit 64
    ;;
esac
prefix=${prefix%/}

# Every file and directory that the installation made, in this order, one a line.
record=$prefix/lib/popfetch/installed
made=

note() {
  made="$made$1
"
}

# Makes a directory and its parents; those that were there already are not ours to take away.
directory() {
  if [ -z "$1" ] || [ -d "$stage$1" ]; then
    return
  fi
  directory "${1%/*}"
  mkdir "$stage$1"
  note "$1"
}

# FILE PLACE
put() {
  directory "${2%/*}"
  cp "$1" "$stage$2"
  chmod u=rw,go=r "$stage$2"
  note "$2"
}

put_image() {
  directory "$prefix/lib/popfetch"
  cp -R "$image/." "$stage$prefix/lib/popfetch"
  chmod -R u+w,a+rX,go-w "$stage$prefix/lib/popfetch"
  within=$(cd "$image" && find . -type d ! -name . | sort && find . ! -type d)
  made=$made$(echo "$within" | sed "s|^\.|$(quoted "$prefix/lib/popfetch")|")"
"
  directory "$prefix/bin"
  ln -sf ../lib/popfetch/bin/popfetch "$stage$prefix/bin/popfetch"
  note "$prefix/bin/popfetch"
}

put_manuals() {
  for page in "$root"/man/*.[1-8]; do
    if [ -e "$page" ]; then
      put "$page" "$prefix/share/man/man${page##*.}/${page##*/}"
    fi
  done
}

put_completions() {
  for file in "$root"/completions/*; do
    case $file in
      */popfetch.bash) put "$file" "$prefix/share/bash-completion/completions/popfetch" ;;
      */_popfetch) put "$file" "$prefix/share/zsh/site-functions/_popfetch" ;;
      */popfetch.fish) put "$file" "$prefix/share/fish/vendor_completions.d/popfetch.fish" ;;
    esac
  done
}

# systemd looks for a bare command in a few directories only; PREFIX may be another one.
put_units() {
  put "$root/packaging/systemd/popfetch.timer" "$prefix/lib/systemd/user/popfetch.timer"
  put "$root/packaging/systemd/popfetch.service" "$prefix/lib/systemd/user/popfetch.service"
  sed "s|^ExecStart=popfetch |ExecStart=\"$(quoted "$prefix/bin/popfetch")\" |" \
    "$root/packaging/systemd/popfetch.service" >"$stage$prefix/lib/systemd/user/popfetch.service"
}

# Text as it has to be written behind s|…| to mean itself.
quoted() {
  printf %s "$1" | sed 's/[\\|&]/\\&/g'
}

uninstall() {
  sed '1!G;h;$!d' "$stage$record" | { # backwards: what is in a directory before the directory
    while IFS= read -r path; do
      if [ -d "$stage$path" ] && [ ! -L "$stage$path" ]; then
        # Not empty: others use it by now.
        rmdir "$stage$path" 2>/dev/null || :
      else
        rm -f "$stage$path"
      fi
    done
  }
}

case ${1-} in
  '')
    if [ ! -x "$image/bin/popfetch" ]; then
      echo "install.sh: there is no image in $image yet; build it with: mvn -q package -DskipTests" >&2
      exit 1
    fi
    # Before an upgrade, so that no library of the old version stays.
    if [ -e "$stage$record" ]; then
      uninstall
    fi
    [ -z "$stage" ] || mkdir -p "$stage"
    put_image
    put_manuals
    put_completions
    put_units
    note "$record"
    printf %s "$made" >"$stage$record"
    ;;
  uninstall)
    if [ ! -e "$stage$record" ]; then
      echo "install.sh: nothing to uninstall: $stage$record is not there" >&2
      exit 1
    fi
    uninstall
    ;;
  *)
    echo "usage: [PREFIX=/usr/local] [DESTDIR=] $0 [uninstall]" >&2
    exit 64
    ;;
esac
