#!/bin/sh
# popfetch: runs the image that this file belongs to, wherever it was moved to or linked from.
#
# POPFETCH_JAVA_OPTIONS  more options for the Java virtual machine, split at blanks
set -u

case $0 in
  */*) self=$0 ;;
  *) self=./$0 ;;
esac
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
lib=${self%/*}/../lib

# Java takes file names and terminal text in the locale's encoding, and cron has no locale: a folder named
# "Entwürfe" could not be opened. LC_ALL only where LC_CTYPE is not enough: it is set itself, or another
# variable names a locale that this machine lacks.
# What is for people's eyes keeps to ASCII then.
if [ "$(locale charmap 2>&1)" != UTF-8 ]; then
  export LC_CTYPE=C.UTF-8 POPFETCH_ASCII=yes
  [ "$(locale charmap 2>&1)" = UTF-8 ] || export LC_ALL=C.UTF-8
fi

# Meant for other Java programs; each would make the JVM talk on standard error.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH

# The cache of loaded and linked classes fits only this image and these flags; Java goes on without one.
if [ -r "$lib/popfetch.aot" ]; then
  cache=-XX:AOTCache=$lib/popfetch.aot
fi

# -Xlog:disable   the JVM's own warnings would go to standard output, between the results
# -Xms, -Xmx      starts small and grows only for what is alive: a very large maildrop
# MaxNewSize      most of what is made is dead at once; room for more of it would only be memory taken
# Tiered…Level=1  runs are short: the optimizing compiler takes more memory and time than it gives back
# BackEdge…      a loop over a large maildrop is compiled early, not in its last third
# native libraries  lie beside the jars (Conscrypt)
# reflection      by the JVM itself: the faster way pays only after many calls, and is made at each start
# native access   JLine asks the C library for the terminal's size and modes
# shellcheck disable=SC2086 # splitting is what the variable is for
exec "$lib/runtime/bin/java" ${cache:+"$cache"} \
  -XX:+UseSerialGC -XX:MaxNewSize=6m -XX:TieredStopAtLevel=1 -XX:Tier3BackEdgeThreshold=5000 -XX:-UsePerfData \
  -Xms16m -Xmx512m -Xlog:disable \
  -Djava.library.path="$lib" -Djdk.reflect.useNativeAccessorOnly=true \
  --enable-native-access=ALL-UNNAMED ${POPFETCH_JAVA_OPTIONS-} \
  -jar "$lib/popfetch.jar" "$@"
