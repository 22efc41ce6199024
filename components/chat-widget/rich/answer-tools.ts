import type { Rating } from '@/lib/contracts/feedback'
import type { AnswerActions } from '../chat/answer-actions'
import type { Turn } from '../chat/conversation-store'
import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import { copyButton } from './copy-text'
import { speakButton } from './speak-button'

export interface ToolsOf {
  turn: Turn
  actions: AnswerActions
  /** Returns the answer without Markdown syntax. */
  words: () => string
}

/** Copy, read aloud, and rate. */
export function answerTools({ turn, actions, words }: ToolsOf): Node[] {
  if (turn.text === '') return []
  const tools: Node[] = [copyButton('copyAnswer', () => turn.text)]
  const speak = actions.options.app.widget.voice === 'off' ? null : speakButton(words)
  if (speak) tools.push(speak)
  if (turn.state === 'done' && turn.runId) tools.push(ratingTools(turn, turn.runId, actions))
  return tools
}

const RATINGS = [
  ['up', 'rateUp'],
  ['down', 'rateDown'],
] as const

/** Two thumbs; thumbs down asks for a reason. */
function ratingTools(turn: Turn, runId: string, { options, onKeep }: AnswerActions): HTMLElement {
  const place = h('span', { class: 'rating' })
  const buttons = RATINGS.map(([rating, label]) =>
    iconButton(fill(label), icon(rating, 16), () => rate(rating), 'tool'),
  )
  const show = () =>
    RATINGS.forEach(([rating], index) => {
      buttons[index]?.setAttribute('aria-pressed', String(turn.rating === rating))
    })
  const send = (rating: Rating, reason = '') => {
    // A failed rating is not reported to the visitor.
    const body = JSON.stringify({ rating, reason })
    options.client.request(`/runs/${options.client.uuid(runId)}/feedback`, { method: 'POST', body }).then(
      () => options.emit('feedback', runId),
      () => undefined,
    )
  }
  const rate = (rating: Rating) => {
    turn.rating = rating
    onKeep()
    show()
    send(rating)
    place.querySelector('form')?.remove()
    if (rating === 'down') place.append(reasonForm((reason) => send('down', reason)))
    place.querySelector('textarea')?.focus()
  }
  place.append(...buttons)
  show()
  return place
}

function reasonForm(onSend: (reason: string) => void): HTMLFormElement {
  const label = fill('rateReason')
  const area = h('textarea', { rows: 2, maxlength: 2_000, dir: 'auto', 'aria-label': label, placeholder: label })
  const form = h('form', { class: 'reason' }, area, h('button', { class: 'tool' }, fill('rateSend')))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (area.value.trim() !== '') onSend(area.value.trim())
    form.replaceChildren(h('p', { class: 'quiet', role: 'status' }, fill('rateThanks')))
  })
  return form
}
