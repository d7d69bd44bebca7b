import { command } from '../syntax/command.ts'

export const completion = command({
  arguments: '<shell>',
  examples: [
    ['eval "$(foc-session-keys completion bash)"', 'in ~/.bashrc'],
    ['eval "$(foc-session-keys completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['foc-session-keys completion fish > ~/.config/fish/completions/foc-session-keys.fish', 'once for fish'],
  ],
  load: async () => (await import('../actions/completion.ts')).completion,
  name: 'completion',
  summary: 'print what completes words for a shell: bash, zsh or fish',
})
