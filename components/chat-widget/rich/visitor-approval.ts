import type { VisitorApproval } from '@/lib/contracts/public'
import type { EmbedClient } from '../embed-client'
import { h } from '../element'
import { fill } from '../texts'

/** The question of a waiting run, when it is for the visitor; null when it waits for somebody else. */
export async function visitorApproval(client: EmbedClient, runId: string): Promise<HTMLElement | null> {
  const [approval] = await client.approvals(runId).catch(() => [])
  return approval ? prompt(client, approval) : null
}

function prompt(client: EmbedClient, { id, title, message }: VisitorApproval): HTMLElement {
  const comment = h('input', { type: 'text', maxlength: 2_000, dir: 'auto', 'aria-label': fill('comment') })
  comment.placeholder = fill('comment')
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const buttons = h('div', { class: 'choices' })
  const place = h(
    'div',
    { class: 'card', role: 'group', 'aria-label': title },
    h('p', { class: 'card-title', dir: 'auto' }, title),
    message === '' ? null : h('p', { class: 'card-text', dir: 'auto' }, message),
    comment,
    problem,
    buttons,
  )
  const answer = async (decision: 'approved' | 'rejected') => {
    buttons.inert = true
    const failure = await client.approve(id, { decision, comment: comment.value }).catch((error: unknown) => error)
    buttons.inert = false
    if (failure instanceof Error) problem.textContent = failure.message
    else place.replaceChildren(h('p', { class: 'quiet' }, fill('answered')))
  }
  buttons.append(
    h('button', { type: 'button', class: 'run', on: { click: () => void answer('approved') } }, fill('approve')),
    h('button', { type: 'button', class: 'second', on: { click: () => void answer('rejected') } }, fill('reject')),
  )
  return place
}
