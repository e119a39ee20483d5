# Completion of vigil's words for bash: copy or link this file to /usr/share/bash-completion/completions/vigil, where it is read at the first
# completion, or source it. The words come from the command line itself, so they are always those of its version.
eval "$(vigil completion bash)"
