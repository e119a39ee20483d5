#!/bin/sh
# Builds a hierarchy of two resources, extends it, moves it there and back, and deletes it, with nothing but the commands of LCDI, and looks
# at the exit code of each. Arguments: this node, the other node, the folders with the scripts of the child and of the parent.
here=$1
there=$2
child_scripts=$3
parent_scripts=$4
wrong=0

complain() {
    echo "wrong: $*"
    wrong=$((wrong + 1))
}

# The exit code that is right, then the command.
expect() {
    right=$1
    shift
    said=$("$@" 2>&1)
    code=$?
    echo "$code  $*"
    [ -z "$said" ] || echo "$said" | sed 's/^/       /'
    [ "$code" -eq "$right" ] || complain "$* ended with $code, not with $right"
}

# What another node has done is seen here a moment later.
shows() { # node tag state
    tries=0
    while [ "$(ins_list -d "$1" -t "$2" -f: | cut -d: -f7)" != "$3" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 40 ]; then
            complain "$2 is not $3 on $1: $(ins_list -d "$1" -t "$2")"
            return
        fi
        sleep 0.25
    done
    echo "-  $2 is $3 on $1"
}

equals() { # what it is, what is right
    [ "$1" = "$2" ] || complain "\"$1\" should be \"$2\""
    echo "-  $1"
}

equals "$(typ_list -f: | sort | tr '\n' ' ')" "comm:ip gen:generic "
equals "$(sys_list | sort | tr '\n' ' ')" "$here $there "
equals "$(sys_getst -s "$there")" ALIVE
expect 7 ins_list -t data
expect 5 app_create -a mine
expect 2 ins_create -a gen -r generic -t data
expect 7 ins_create -a gen -r nonsense -t data -i data
expect 7 ins_list -d nowhere
expect 7 lcdstatus -r data

expect 0 ins_create -a gen -r generic -t data -i disk-1 -v "scripts=$child_scripts" -I INIT_ISP -s INTELLIGENT
expect 4 ins_create -a gen -r generic -t data -i disk-1 -v "scripts=$child_scripts"
expect 0 ins_create -a gen -r generic -t web -i shop -v "scripts=$parent_scripts open all day" -Q 0 -l N
expect 0 dep_create -p web -c data
expect 4 dep_create -p web -c data
expect 5 dep_create -p data -c web
equals "$(dep_list -f: -C web)" web:data
equals "$(ins_gettag -i disk-1)" data
equals "$(ins_list -t web -f: | cut -d: -f1-6)" "$here:gen:generic:web:shop:open all day"
shows "$here" web OSU
expect 0 perform_action -t web -a restore
shows "$here" data ISP
shows "$here" web ISP
expect 0 perform_action -t web -a quickCheck

expect 0 ins_create -d "$there" -a gen -r generic -t web -i shop-2 -v "scripts=$parent_scripts open at night"
expect 4 ins_create -d "$there" -a gen -r generic -t data -i disk-1 -v "scripts=$child_scripts"
equals "$(ins_list -d "$there" -t web -f: | cut -d: -f5,6)" "shop-2:open at night"
expect 0 eqv_create -s "$here" -t web -p 5 -S "$there" -o web -r 20 -e SHARED
equals "$(eqv_list -t web -f:)" "$here:web:$there:web:SHARED:5:20"
expect 0 eqv_create -s "$here" -t web -p 20 -S "$there" -o web -r 5 -e SHARED
equals "$(eqv_list -t web -f:)" "$there:web:$here:web:SHARED:5:20"
expect 6 eqv_create -s "$here" -t web -p 2000 -S "$there" -o web -r 5 -e SHARED
expect 5 eqv_create -s "$here" -t web -S "$there" -o data -e SHARED

expect 0 ins_setas -t web -s AUTOMATIC
expect 0 ins_setas -t web -s INTELLIGENT
expect 0 ins_setit -t web -I INIT_OSU
expect 0 ins_setchkint -t web -c d -v 300
expect 0 ins_setinfo -t web -v "closed on Sundays"
equals "$(ins_list -t web -f: | cut -d: -f6,8,12)" "closed on Sundays:INIT_OSU:300"
expect 0 flg_create -f "$here-busy"
expect 4 flg_create -f "$here-busy"
expect 0 flg_test -f "$here-busy"
expect 0 flg_create -d "$there" -f there-busy
shown=0
while [ "$shown" -lt 40 ] && ! flg_test -d "$there" -f there-busy 2>/dev/null; do
    shown=$((shown + 1))
    sleep 0.25
done
equals "$(flg_list) $(flg_list -d "$there")" "$here-busy there-busy"
expect 0 flg_remove -f "$here-busy"
expect 0 flg_remove -d "$there" -f there-busy
expect 7 flg_test -f "$here-busy"

expect 0 perform_action -d "$there" -t web -a restore
shows "$there" web ISP
shows "$there" data ISP
shows "$here" web OSU
expect 0 perform_action -t web -a remove
shows "$there" web ISP
expect 0 perform_action -t web -a restore
shows "$here" web ISP
shows "$there" data OSU
expect 0 lcdstatus
expect 0 lcdstatus -e -r web

expect 8 ins_remove -t data
expect 0 perform_action -t data -a remove
shows "$here" web OSU
shows "$here" data OSU
expect 0 ins_remove -d "$there" -t web
expect 7 ins_remove -d "$there" -t data
expect 0 ins_remove -R web
expect 7 ins_list -t web
expect 7 ins_list -t data

[ "$wrong" -eq 0 ] || echo "$wrong wrong"
[ "$wrong" -eq 0 ]
