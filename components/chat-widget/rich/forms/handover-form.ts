import type { HandoverState } from '@/lib/contracts/public'
import type { Turn } from '../../chat/conversation-store'
import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import type { EmbedClient } from '../../embed-client'
import { fill, type TextKey } from '../../texts'
import { wait } from '../../wait'

const POLL_MS = 2_000
/** The status is polled no more often than this. */
const MAX_POLLS = 60

const WORDS: Record<HandoverState['state'], TextKey> = {
  queued: 'handoverQueued',
  retrying: 'handoverRetrying',
  sent: 'handoverSent',
  failed: 'handoverFailed',
}

/** Lets the visitor request a person, sends the request and shows its status. */
export function handoverForm(options: ScreenOptions, turns: readonly Turn[]): HTMLElement {
  const runIds = turns.flatMap(({ runId }) => runId || [])
  const label = fill('handoverNote')
  const note = h('textarea', { rows: 2, maxlength: 2_000, dir: 'auto', 'aria-label': label, placeholder: label })
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const sendButton = h('button', { class: 'run' }, fill('handoverSend'))
  const place = h('form', { class: 'card' })
  const leave = h('button', { type: 'button', class: 'second', on: { click: () => place.remove() } }, fill('cancel'))
  place.append(
    h('p', { class: 'card-title' }, fill('handover')),
    h('p', { class: 'card-text' }, fill('handoverText')),
    note,
    problem,
    h('div', { class: 'choices' }, sendButton, leave),
  )
  // The caller shows the form in this task.
  queueMicrotask(() => note.focus())
  place.addEventListener('submit', async (event) => {
    event.preventDefault()
    sendButton.disabled = true
    try {
      // The frame sends run ids only; the server has the texts.
      const body = JSON.stringify({ note: note.value.trim(), runIds: runIds.slice(-50) })
      const { id } = await handover(options.client, '/handovers', { method: 'POST', body })
      options.emit('handover')
      const isShown = await showState(options, place, id)
      if (!isShown)
        place.append(
          h(
            'div',
            { class: 'choices' },
            retryButton(() => place.replaceWith(handoverForm(options, turns))),
          ),
        )
    } catch (error) {
      sendButton.disabled = false
      problem.textContent = error instanceof Error ? error.message : fill('noConnection')
    }
  })
  return place
}

async function handover(client: EmbedClient, path: string, init: RequestInit): Promise<HandoverState> {
  return asHandover(await (await client.request(path, init)).json())
}

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asHandover = (value: unknown): HandoverState => value as HandoverState

const retryButton = (work: () => void): HTMLElement =>
  h('button', { type: 'button', class: 'second', on: { click: work } }, fill('retry'))

/** @returns false if no person could be reached */
async function showState({ app, client }: ScreenOptions, place: HTMLElement, id: string): Promise<boolean> {
  const words = h('p', { class: 'card-title', role: 'status' }, fill('handoverQueued'))
  const hint = h('p', { class: 'card-text', dir: 'auto', hidden: true }, app.widget.handover?.message ?? '')
  place.replaceChildren(words, hint)
  for (let poll = 0; poll < MAX_POLLS && place.isConnected; poll += 1) {
    const found = await handover(client, `/handovers/${client.uuid(id)}`, {}).catch(() => null)
    if (found) words.textContent = fill(WORDS[found.state])
    hint.hidden = found?.state !== 'sent' || hint.textContent === ''
    if (found?.state === 'sent' || found?.state === 'failed') return found.state === 'sent'
    await wait(POLL_MS)
  }
  return true
}
