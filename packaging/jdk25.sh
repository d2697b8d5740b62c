#!/bin/sh
# Prints the home of a JDK 25, or says on standard error what is missing and fails.
set -u
HOME=${HOME-/nonexistent}

is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

on_path() {
  javac=$(command -v javac) || return 0
  while [ -L "$javac" ]; do
    link=$(readlink "$javac")
    case $link in
      /*) javac=$link ;;
      *) javac=${javac%/*}/$link ;;
    esac
  done
  echo "${javac%/bin/javac}"
}

for home in "${JAVA_HOME-}" "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_ARM64-}" "$(on_path)" \
  /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
  "${SDKMAN_DIR-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
  "$HOME"/.local/share/mise/installs/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
  if is_jdk25 "$home"; then
    echo "$home"
    exit 0
  fi
done

cat >&2 <<'EOF'
No JDK 25 was found: not in JAVA_HOME, on the PATH, in /usr/lib/jvm, or where SDKMAN, asdf, mise and IDEs put them.
Install one (packages temurin-25-jdk or openjdk-25-jdk, or https://adoptium.net), or set JAVA_HOME to its folder.
EOF
exit 1
