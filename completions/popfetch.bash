# bash completion for popfetch(1)

_popfetch() {
  local self=${COMP_WORDS[0]/#\~/$HOME} cur=${COMP_WORDS[COMP_CWORD]}
  local command='' config='' operands=0 words='' options word i
  COMPREPLY=()

  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      --config) ((++i < COMP_CWORD)) && config=${COMP_WORDS[i]/#\~/$HOME} ;;
      --color | --jobs | --max-messages | -e | --execute | --port | --tls | --tls-fingerprint) ((i++)) ;;
      -*) ;;
      *)
        case $operands,$command,$word in
          0,,*) command=$word ;;
          0,config,check | 0,config,show | 0,config,path) command+=" $word" ;;
          0,state,show | 0,state,adopt | 0,state,forget) command+=" $word" ;;
          *) ((operands++)) ;;
        esac
        ;;
    esac
  done

  case ${COMP_WORDS[COMP_CWORD - 1]} in
    --config)
      compopt -o default
      return
      ;;
    --color)
      words='auto always never'
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
      return
      ;;
    --tls)
      words='implicit starttls none'
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
      return
      ;;
    --jobs | --max-messages | -e | --execute | --port | --tls-fingerprint) return ;;
  esac

  options='--color --config --help --json --quiet --verbose'
  local accounts=0 # how many may be named
  case $command in
    '')
      options+=' --version'
      words='sync check list show catchup state doctor login logout config shell demo'
      ;;
    sync)
      options+=' --delete --dry-run --jobs --keep --max-messages --refetch'
      accounts=1000
      ;;
    check | doctor) accounts=1000 ;;
    list | catchup | logout) accounts=1 ;;
    login)
      options+=' --device --status'
      accounts=1000
      ;;
    show)
      options+=' --headers'
      accounts=1
      ;;
    state)
      ((operands == 0)) && words='show adopt forget'
      accounts=1
      ;;
    'state show') accounts=1 ;;
    'state adopt') accounts=2 ;;
    'state forget')
      options+=' --damaged'
      accounts=1
      ;;
    config) words='check show path' ;;
    'config show')
      options+=' --names'
      accounts=1000
      ;;
    shell)
      options=${options/ --json/}
      options+=' --allow-plaintext --connect-only --execute --port --tls --tls-fingerprint'
      accounts=1
      ;;
    demo) options+=' --serve' ;;
    'config check' | 'config path') ;;
    *) return ;;
  esac

  if [[ $cur == -* ]]; then
    words=$options
  elif ((operands < accounts)); then
    words+=" $("$self" ${config:+--config "$config"} config show --names 2>/dev/null)"
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _popfetch popfetch
