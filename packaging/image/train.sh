#!/bin/sh
# Trains the cache of loaded and linked classes: one run of popfetch, watched by the JVM, which writes what
# it loaded to IMAGE/lib/popfetch.aot. Classes that this run does not load are loaded the slow way later.
#
# usage: train.sh IMAGE WORK     (absolute; WORK is an empty directory for whatever the run needs)
set -eu
image=$1

# The name is relative because POPFETCH_JAVA_OPTIONS is split at blanks, and IMAGE may have some.
cd "$image/lib"
POPFETCH_JAVA_OPTIONS=-XX:AOTCacheOutput=popfetch.aot "$image/bin/popfetch" --help
