import { h } from '../element'
import { icon } from '../icons'
import { fill } from '../texts'
import { Recognizer } from './recognizer'

/** The composer, as far as speech writes into it. */
export interface SpeechTarget {
  element: HTMLElement
  area: HTMLTextAreaElement
  write(text: string, note?: string): void
  focus(): void
}

/** Voice input: appends speech to the composer's text; a second press stops it. */
export function voiceButton(composer: SpeechTarget): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'plain' }, icon('mic'))
  let listening: Recognizer | null = null
  const listen = (next: Recognizer | null) => {
    listening = next
    const label = fill(next ? 'stopListening' : 'listen')
    button.setAttribute('aria-label', label)
    button.title = label
    button.setAttribute('aria-pressed', String(next !== null))
  }
  const begin = () => {
    const before = composer.area.value.trim()
    composer.write(before)
    const recognizer: Recognizer = new Recognizer({
      // Speech recognized after the message was sent is ignored.
      onText: (text) => recognizer === listening && composer.write(`${before} ${text}`.trim()),
      onEnd: (hasTranscript) => {
        if (recognizer !== listening) return
        listen(null)
        if (!hasTranscript) composer.write(composer.area.value, fill('notHeard'))
        composer.focus()
      },
    })
    listen(recognizer)
    recognizer.start()
  }
  button.addEventListener('click', () => (listening ? listening.stop() : begin()))
  composer.element.addEventListener('submit', () => {
    listening?.stop()
    listen(null)
  })
  listen(null)
  return button
}
