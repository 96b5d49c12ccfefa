# Sourced: steps, what runs beside them, and where the time went.
#   step NAME                begins one; the one before has ended
#   beside NAME COMMAND …    runs a command next to the steps that follow; what it says is kept
#   joined NAME              waits for it, prints what it said and fails if it failed
#   at_end COMMAND           is done at the end, however it ends
kept=$(mktemp -d /tmp/madoguchi-ci-XXXX)
name="" begun=0 table=() ends=()
declare -A beside=()

step() { over; name=$1 begun=$SECONDS; printf '\n=== %s (%ss)\n' "$name" "$SECONDS"; }
over() { [ -z "$name" ] || table+=("$(printf '%5s s  %s' $((SECONDS - begun)) "$name")"); name=""; }
at_end() { ends+=("$1"); }

beside() {
  local what=$1; shift
  {
    local from=$SECONDS code=0
    "$@" >"$kept/$what.said" 2>&1 || code=$?
    echo $((SECONDS - from)) >"$kept/$what.took"
    exit $code
  } &
  beside[$what]=$!
}

joined() {
  local code=0
  step "$1: what it said"
  wait "${beside[$1]}" || code=$?
  unset "beside[$1]"
  cat "$kept/$1.said"
  over
  table[-1]+=" (waited for; it took $(cat "$kept/$1.took") s beside the others)"
  [ $code = 0 ] || { echo "failed: $1"; exit $code; }
}

finish() {
  local code=$? one
  trap - EXIT
  over
  for one in "${beside[@]}"; do pkill -P "$one" 2>/dev/null || true; kill "$one" 2>/dev/null || true; done
  for one in "${ends[@]}"; do eval "$one" || true; done
  rm -rf "$kept"
  printf '\nseconds\n'
  printf '%s\n' "${table[@]}"
  printf '%5s s  in all\n' "$SECONDS"
  [ $code = 0 ] && echo "All holds." || echo "FAILED, in the step last named."
  exit $code
}
trap finish EXIT
