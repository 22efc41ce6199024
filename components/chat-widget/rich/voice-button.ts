import type { Composer } from '../composer'
import { h } from '../element'
import { icon } from '../icons'
import { fill } from '../texts'
import { Recognizer } from './recognizer'

/** What the visitor says is written into the composer; a second press ends the listening. */
export function voiceButton(composer: Pick<Composer, 'write' | 'focus' | 'area'>): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'plain' }, icon('mic'))
  let listening: Recognizer | null = null
  const show = () => {
    const label = fill(listening ? 'stopListening' : 'listen')
    button.setAttribute('aria-label', label)
    button.title = label
    button.setAttribute('aria-pressed', String(listening !== null))
  }
  const onEnd = (wasHeard: boolean) => {
    listening = null
    show()
    if (!wasHeard) composer.write(composer.area.value, fill('notHeard'))
    composer.focus()
  }
  button.addEventListener('click', () => {
    if (listening) return listening.stop()
    composer.write(composer.area.value)
    listening = new Recognizer({ onText: (text) => composer.write(text), onEnd })
    listening.start()
    show()
  })
  show()
  return button
}
