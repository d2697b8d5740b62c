# fish completion for popfetch(1)

# The words on the command line that are neither options nor their arguments.
function __popfetch_words
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch $word
            case --config --color --jobs --max-messages -e --execute --port --tls --tls-fingerprint
                set skip 1
            case '-*'
            case '*'
                echo -- $word
        end
    end
end

# Whether the command is this one: "sync", or "config show". "state" alone may be followed by an account.
function __popfetch_command
    set -l words (__popfetch_words)
    test "$words[1..$(count $argv)]" = "$argv"
    or return 1
    test (count $argv) -eq 1; and contains -- "$argv" config state; and contains -- "$words[2]" check show path adopt forget
    and return 1
    return 0
end

# Whether the command is this one and fewer than so many words follow: __popfetch_within N COMMAND…
function __popfetch_within
    __popfetch_command $argv[2..-1]
    and test (count (__popfetch_words)) -lt (math $argv[1] + (count $argv) - 1)
end

function __popfetch_accounts
    set -l words (commandline -opc)
    set -l config
    if set -l at (contains -i -- --config $words)
        set config --config $words[(math $at + 1)]
    end
    $words[1] $config config show --names 2>/dev/null
end

complete -c popfetch -f

complete -c popfetch -l color -x -a 'auto always never' -d 'When to colour'
complete -c popfetch -l config -r -F -d 'The configuration'
complete -c popfetch -s h -l help -d 'Show help'
complete -c popfetch -n 'not __popfetch_command shell' -l json -d 'One JSON object per event and line'
complete -c popfetch -s q -l quiet -d 'Tell failures only'
complete -c popfetch -s v -l verbose -d 'Tell what happens to each message; twice: the dialogue'

set -l none 'test (count (__popfetch_words)) -eq 0'
complete -c popfetch -n $none -s V -l version -d 'Show the version'
complete -c popfetch -n $none -a sync -d 'Fetch what is new'
complete -c popfetch -n $none -a check -d 'Tell how many messages wait'
complete -c popfetch -n $none -a list -d 'Show the maildrop'
complete -c popfetch -n $none -a show -d 'Write one message to standard output'
complete -c popfetch -n $none -a catchup -d 'Mark all that is there as seen'
complete -c popfetch -n $none -a state -d 'Show, adopt or forget what is remembered'
complete -c popfetch -n $none -a doctor -d 'Test each step to the mailbox'
complete -c popfetch -n $none -a login -d 'Get an access token, or store a password'
complete -c popfetch -n $none -a logout -d 'Forget an access token or a stored password'
complete -c popfetch -n $none -a config -d 'Check or show the configuration'
complete -c popfetch -n $none -a shell -d 'Talk POP3 to a server'
complete -c popfetch -n $none -a demo -d 'Show the main job on this machine alone'

complete -c popfetch -n '__popfetch_command sync' -l delete -d 'Delete on the server what is delivered'
complete -c popfetch -n '__popfetch_command sync' -l dry-run -d 'Say what would be done'
complete -c popfetch -n '__popfetch_command sync' -l jobs -x -d 'Accounts at a time'
complete -c popfetch -n '__popfetch_command sync' -l keep -d 'Delete nothing on the server'
complete -c popfetch -n '__popfetch_command sync' -l max-messages -x -d 'Messages per account at most'
complete -c popfetch -n '__popfetch_command sync' -l refetch -d 'Fetch again what was seen'
complete -c popfetch -n '__popfetch_command show' -l headers -d 'The header only'

complete -c popfetch -n '__popfetch_command login' -l device -d 'By a browser on another device'
complete -c popfetch -n '__popfetch_command login' -l status -d 'Tell who has a token or a stored password'

complete -c popfetch -n '__popfetch_command shell' -l allow-plaintext -d 'Let a password cross an open line'
complete -c popfetch -n '__popfetch_command shell' -l connect-only -d 'Leave the login to the user'
complete -c popfetch -n '__popfetch_command shell' -s e -l execute -x -d 'Take this line'
complete -c popfetch -n '__popfetch_command shell' -l port -x -d 'The port of the host'
complete -c popfetch -n '__popfetch_command shell' -l tls -x -a 'implicit starttls none' -d 'Connect to a host'
complete -c popfetch -n '__popfetch_command shell' -l tls-fingerprint -x -d 'Trust this certificate'
complete -c popfetch -n '__popfetch_command demo' -l serve -d 'Only start the server'

complete -c popfetch -n '__popfetch_within 1 state' -a 'show adopt forget'
complete -c popfetch -n '__popfetch_command state forget' -l damaged -d 'Only what cannot be read any more'

complete -c popfetch -n '__popfetch_within 1 config' -a 'check show path'
complete -c popfetch -n '__popfetch_command config show' -l names -d 'The names of the accounts only'

for many in sync check doctor login 'config show'
    complete -c popfetch -n "__popfetch_command $many" -a '(__popfetch_accounts)'
end
for one in list show catchup logout shell state 'state show' 'state forget'
    complete -c popfetch -n "__popfetch_within 1 $one" -a '(__popfetch_accounts)'
end
complete -c popfetch -n '__popfetch_within 2 state adopt' -a '(__popfetch_accounts)'
