import { h } from '../element'
import { icon } from '../icons'
import { fill } from '../texts'

/** Reads an answer aloud with the browser's speech synthesis; null without support. */
export function speakButton(words: () => string): HTMLButtonElement | null {
  if (!('speechSynthesis' in window)) return null
  const button = h('button', { type: 'button', class: 'tool' })
  let isSpeaking = false
  const show = () => {
    const label = fill(isSpeaking ? 'stopSpeaking' : 'speak')
    button.setAttribute('aria-label', label)
    button.title = label
    button.replaceChildren(icon(isSpeaking ? 'stop' : 'speaker', 16))
  }
  const set = (next: boolean) => {
    isSpeaking = next
    show()
  }
  button.addEventListener('click', () => {
    const wasSpeaking = isSpeaking
    speechSynthesis.cancel()
    if (wasSpeaking) return set(false)
    const utterance = new SpeechSynthesisUtterance(words())
    for (const type of ['end', 'error'] as const) utterance.addEventListener(type, () => set(false))
    speechSynthesis.speak(utterance)
    set(true)
  })
  show()
  return button
}
