import type { OwnMemories } from '@/lib/contracts/public'
import type { ConversationStore } from '../chat/conversation-store'
import type { ScreenFrame } from '../chat/screen-frame'
import type { ScreenOptions } from '../chat/screen-options'
import { h } from '../element'
import type { EmbedClient } from '../embed-client'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import { panelHead } from './panel-head'

const BUTTON = 'recall'
const CARD = 'may-recall'
/** The conversation in which the visitor's decision was read last. A member can reset it, so that it is not stored. */
const decidedIn = new WeakMap<ConversationStore, string>()

/** Adds the memory list to the header, and asks for consent after the first answer if the app needs it. */
export function addMemory(options: ScreenOptions, frame: ScreenFrame): void {
  const title = frame.element.querySelector('h1')
  if (title && !title.parentElement?.querySelector(`.${BUTTON}`)) {
    const opener = iconButton(
      fill('memory'),
      icon('memory'),
      () => showPanel(options, frame, opener),
      `plain ${BUTTON}`,
    )
    title.after(opener)
  }
  if (options.app.needsNoConsent) return
  // Without a connection it asks after the next answer.
  const aside = frame.column.querySelector('.aside')
  if (aside && frame.column.querySelector('.turn.answer')) void ask(options, frame, aside).catch(() => {})
}

function showPanel(options: ScreenOptions, frame: ScreenFrame, opener: HTMLElement): void {
  const panel = memoryPanel(options, frame)
  frame.showOver(panel, opener)
  panel.querySelector<HTMLElement>('button')?.focus()
}

async function ask(options: ScreenOptions, frame: ScreenFrame, aside: Element): Promise<void> {
  const { store } = options
  const { id } = store
  if (decidedIn.get(store) === id || aside.hasChildNodes()) return
  const card = await memoryCard(options, frame)
  // The visitor may have changed the conversation in the meantime.
  if (!card || store.id !== id || aside.hasChildNodes()) return
  aside.replaceChildren(card)
  frame.scrollToEnd()
}

/** Asks whether the app may remember facts about the visitor. @returns null if they have decided */
async function memoryCard({ client, store }: ScreenOptions, frame: ScreenFrame): Promise<HTMLElement | null> {
  const { id } = store
  const { consent } = await call(client, 'GET')
  if (consent !== null) {
    decidedIn.set(store, id)
    return null
  }
  const problem = h('p', { class: 'wrong', role: 'alert' })
  // Both look the same, so that the design does not suggest a decision.
  const decide = (isGiven: boolean, label: string) =>
    h('button', { type: 'button', class: 'second', on: { click: () => void send(isGiven) } }, label)
  const card = h(
    'section',
    { class: `card ${CARD}`, 'aria-label': fill('memoryTitle') },
    h('p', { class: 'card-title' }, fill('memoryTitle')),
    h('p', { class: 'card-text' }, fill('memoryText')),
    problem,
    h('div', { class: 'choices' }, decide(true, fill('memoryAgree')), decide(false, fill('memoryDecline'))),
  )
  const send = async (isGiven: boolean) => {
    try {
      await setConsent(client, isGiven)
      decidedIn.set(store, store.id)
      card.remove()
      frame.element.querySelector('textarea')?.focus()
    } catch (error) {
      problem.textContent = messageOf(error)
    }
  }
  return card
}

/** Lists what the app remembers, and deletes it. */
function memoryPanel({ client, store }: ScreenOptions, frame: ScreenFrame): HTMLElement {
  const head = panelHead({ title: fill('memory'), icon: 'memory', onClose: () => frame.closeOver() })
  const body = h('div', { class: 'remembered' }, h('p', { class: 'quiet', role: 'status' }, fill('loading')))
  const problem = h('p', { class: 'wrong', role: 'alert' })
  /** @param place index of the button that is used, which the change removes */
  const change = async (work: () => Promise<OwnMemories>, place?: number) => {
    try {
      show(await work())
      problem.textContent = ''
    } catch (error) {
      problem.textContent = messageOf(error)
      return
    }
    const buttons = body.querySelectorAll('button')
    if (place !== undefined) buttons[Math.min(place, buttons.length - 1)]?.focus()
  }
  const remove = (id: string, text: string) => async () => {
    await client.request(`/memory/${client.uuid(id)}`, { method: 'DELETE' })
    frame.announce(fill('removed', { name: text }))
    return call(client, 'GET')
  }
  const show = ({ consent, facts }: OwnMemories) => {
    const isEmpty = facts.length === 0
    const mayForget = consent === true || !isEmpty
    const items = facts.map(({ id, text }, index) =>
      h(
        'li',
        {},
        h('span', { dir: 'auto' }, text),
        iconButton(fill('memoryDelete', { text }), icon('trash'), () => void change(remove(id, text), index)),
      ),
    )
    const decide = async () => {
      const next = await setConsent(client, !mayForget)
      decidedIn.set(store, store.id)
      frame.column.querySelector(`.${CARD}`)?.remove()
      if (mayForget) frame.announce(fill('memoryNone'))
      return next
    }
    const label = fill(!mayForget ? 'memoryAllow' : isEmpty ? 'memoryStop' : 'memoryForget')
    const on = { click: () => void change(decide, 0) }
    const button = h('button', { type: 'button', class: 'second', on }, label)
    body.replaceChildren(
      isEmpty ? h('p', { class: 'quiet' }, fill('memoryNone')) : h('ul', {}, ...items),
      h('div', { class: 'choices' }, button),
    )
  }
  void change(() => call(client, 'GET'))
  return h(
    'section',
    { class: 'passage history', role: 'dialog', 'aria-label': fill('memory') },
    head.element,
    body,
    problem,
  )
}

const setConsent = (client: EmbedClient, consent: boolean): Promise<OwnMemories> =>
  call(client, 'PUT', JSON.stringify({ consent }))

async function call(client: EmbedClient, method: 'GET' | 'PUT', body?: string): Promise<OwnMemories> {
  const response = await client.request('/memory', { method, ...(body === undefined ? {} : { body }) })
  // Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size.
  return (await response.json()) as OwnMemories
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : fill('noConnection'))
