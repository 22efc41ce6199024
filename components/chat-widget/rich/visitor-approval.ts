import type { PendingConnection } from '@/lib/contracts/integrations/end-user-sign-in'
import type { VisitorApproval } from '@/lib/contracts/public'
import { h } from '../element'
import type { EmbedClient } from '../embed-client'
import { fill } from '../texts'
import { connectCard } from './connect-card'
import { FormField } from './forms/form-field'

/** The request is stored shortly after the pause event. */
const LAST_MS = 3_000
const POLL_INTERVAL_MS = [0, 1_000, LAST_MS]

/** Renders Markdown. */
type Draw = (markdown: string) => Node

/**
 * The request of a waiting run if it is for the visitor; null if it waits for someone else. @throws if the last attempt
 * fails, so that the caller retries
 */
export async function visitorApproval(client: EmbedClient, runId: string, draw: Draw): Promise<HTMLElement | null> {
  for (const wait of POLL_INTERVAL_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    const looked = requestsOf(client, runId)
    const { approvals, connections } = await (wait === LAST_MS ? looked : looked.catch(() => NONE))
    const [approval] = approvals
    if (approval) return prompt(client, approval, draw)
    if (connections.length > 0) return connectCard(client, connections)
  }
  return null
}

interface Requests {
  approvals: VisitorApproval[]
  connections: PendingConnection[]
}

const NONE: Requests = { approvals: [], connections: [] }

/** What this run requests from its visitor: an answer, or a sign-in at a service. */
async function requestsOf(client: EmbedClient, runId: string): Promise<Requests> {
  return { ...NONE, ...asRequests(await (await client.request(`/runs/${client.uuid(runId)}/approvals`, {})).json()) }
}

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asRequests = (value: unknown): Requests => value as Requests

function prompt(client: EmbedClient, { id, title, message, fields }: VisitorApproval, draw: Draw): HTMLElement {
  const formFields = fields.map((field, index) => new FormField(field, `${id}-${index}`))
  const hint = fill('comment')
  const comment = h('input', { type: 'text', maxlength: 2_000, dir: 'auto', 'aria-label': hint, placeholder: hint })
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const buttons = h('div', { class: 'choices' })
  const place = h(
    'div',
    { class: 'card', role: 'group', 'aria-label': title },
    h('p', { class: 'card-title', dir: 'auto' }, title),
    draw(message),
    ...formFields.map(({ element }) => element),
    comment,
    problem,
    buttons,
  )
  const answer = async (decision: 'approved' | 'rejected') => {
    const parsed = formFields.map((field) => field.read())
    const wrong = formFields[parsed.findIndex(({ ok }) => !ok)]
    // A rejection needs no form values.
    if (wrong && decision === 'approved') return wrong.focus()
    buttons.inert = true
    const values = Object.fromEntries(parsed.flatMap((value) => (value.ok && value.entry ? [value.entry] : [])))
    const body = JSON.stringify({ decision, values, comment: comment.value })
    const sent = client.request(`/approvals/${client.uuid(id)}`, { method: 'POST', body })
    const failure = await sent.catch((error: unknown) => error)
    buttons.inert = false
    if (failure instanceof Error) {
      problem.textContent = failure.message
      return
    }
    // The buttons are removed, so the focus moves to the messages.
    place.closest('main')?.focus()
    place.replaceChildren(h('p', { class: 'quiet' }, fill('answered')))
  }
  buttons.append(
    h('button', { type: 'button', class: 'run', on: { click: () => void answer('approved') } }, fill('approve')),
    h('button', { type: 'button', class: 'second', on: { click: () => void answer('rejected') } }, fill('reject')),
  )
  return place
}
