import type { OwnMemories } from '@/lib/contracts/public'
import type { ScreenFrame } from '../chat/screen-frame'
import type { ScreenOptions } from '../chat/screen-options'
import { h } from '../element'
import type { EmbedClient } from '../embed-client'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill } from '../texts'
import { panelHead } from './panel-head'

const BUTTON = 'recall'

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
  const panel = memoryPanel(options, () => frame.closeOver())
  frame.showOver(panel, opener)
  panel.querySelector<HTMLElement>('button')?.focus()
}

async function ask(options: ScreenOptions, frame: ScreenFrame, aside: Element): Promise<void> {
  if (options.store.read('memory') || aside.hasChildNodes()) return
  const card = await memoryCard(options)
  if (!card || aside.hasChildNodes()) return
  aside.replaceChildren(card)
  frame.scrollToEnd()
}

/** Asks once whether the app may remember facts about the visitor. @returns null if they have decided */
async function memoryCard({ client, store }: ScreenOptions): Promise<HTMLElement | null> {
  const { consent } = await call(client, 'GET')
  if (consent !== null) {
    store.write('memory', 'decided')
    return null
  }
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const decide = (isGiven: boolean, label: string, kind: string) =>
    h('button', { type: 'button', class: kind, on: { click: () => void send(isGiven) } }, label)
  const card = h(
    'section',
    { class: 'card', 'aria-label': fill('memoryTitle') },
    h('p', { class: 'card-title' }, fill('memoryTitle')),
    h('p', { class: 'card-text' }, fill('memoryText')),
    problem,
    h(
      'div',
      { class: 'choices' },
      decide(true, fill('memoryAgree'), 'run'),
      decide(false, fill('memoryDecline'), 'second'),
    ),
  )
  const send = async (isGiven: boolean) => {
    try {
      await setConsent(client, isGiven)
      store.write('memory', 'decided')
      card.remove()
    } catch (error) {
      problem.textContent = messageOf(error)
    }
  }
  return card
}

/** Lists what the app remembers, and deletes it. */
function memoryPanel({ client, store }: ScreenOptions, onClose: () => void): HTMLElement {
  const head = panelHead({ title: fill('memory'), icon: 'memory', onClose })
  const body = h('div', { class: 'remembered', role: 'status' }, fill('loading'))
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const change = async (work: () => Promise<OwnMemories>) => {
    try {
      show(await work())
      problem.textContent = ''
    } catch (error) {
      problem.textContent = messageOf(error)
    }
  }
  const remove = (id: string) => async () => {
    await client.request(`/memory/${client.uuid(id)}`, { method: 'DELETE' })
    return call(client, 'GET')
  }
  const show = ({ consent, facts }: OwnMemories) => {
    const mayForget = consent === true || facts.length > 0
    const items = facts.map(({ id, text }) =>
      h(
        'li',
        {},
        h('span', { dir: 'auto' }, text),
        iconButton(fill('memoryDelete', { text }), icon('trash'), () => void change(remove(id))),
      ),
    )
    const decide = async () => {
      const next = await setConsent(client, !mayForget)
      store.write('memory', 'decided')
      return next
    }
    const label = fill(mayForget ? 'memoryForget' : 'memoryAllow')
    const button = h('button', { type: 'button', class: 'second', on: { click: () => void change(decide) } }, label)
    body.replaceChildren(
      items.length === 0 ? h('p', { class: 'quiet' }, fill('memoryNone')) : h('ul', {}, ...items),
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
