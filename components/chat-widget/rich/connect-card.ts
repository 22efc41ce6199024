import type {
  EndUserOutcome,
  EndUserReturn,
  EndUserSignIn,
  PendingConnection,
} from '@/lib/contracts/integrations/end-user-sign-in'
import { h } from '../element'
import type { EmbedClient } from '../embed-client'
import { fill } from '../texts'
import { onSignInReturn } from './sign-in-return'

const POLL_MS = 2_000
/** A sign-in is valid for ten minutes. */
const MAX_POLLS = 300

/** Services for which the run waits until the visitor signs in: a button each. */
export function connectCard(client: EmbedClient, connections: readonly PendingConnection[]): HTMLElement {
  return h(
    'div',
    { class: 'card', role: 'group', 'aria-label': fill('connectTitle') },
    h('p', { class: 'card-title' }, fill('connectTitle')),
    ...connections.map((connection) => new SignInRow(client, connection).element),
  )
}

/** One service. The button opens its sign-in in a window; the outcome comes from that window, or is polled. */
class SignInRow {
  readonly element: HTMLElement
  private readonly problem = h('p', { class: 'wrong', role: 'alert' })
  private readonly hint = h('div', { class: 'quiet', role: 'status' })
  private readonly button: HTMLButtonElement
  private stop = () => {}

  constructor(
    private readonly client: EmbedClient,
    private readonly connection: PendingConnection,
  ) {
    const { service } = connection
    const label = fill('connect', { service })
    this.button = h('button', { type: 'button', class: 'run', on: { click: () => void this.open() } }, label)
    const text = h('p', { class: 'card-text' }, fill('connectText', { service }))
    this.element = h(
      'div',
      { class: 'account' },
      text,
      this.problem,
      h('div', { class: 'choices' }, this.button),
      this.hint,
    )
  }

  private async open(): Promise<void> {
    this.stop()
    this.problem.textContent = ''
    // Opened before the request, because browsers open windows only at a click.
    const popup = window.open('', '_blank', 'popup,width=520,height=720')
    this.button.disabled = true
    try {
      const { id } = this.connection
      const path = `/connections/${this.client.uuid(id)}/sign-in`
      const started = asSignIn(await (await this.client.request(path, { method: 'POST' })).json())
      if (popup) popup.location.href = started.url
      this.showHint(started, popup === null)
      this.follow(started.state)
    } catch (error) {
      popup?.close()
      this.fail(error)
    }
    this.button.disabled = false
  }

  private showHint({ url, confirmation }: EndUserSignIn, isBlocked: boolean): void {
    const link = h('a', { href: url, target: '_blank', rel: 'opener' }, fill('connectOpen'))
    const code = h('p', {}, fill('connectCode', { code: confirmation }))
    this.hint.replaceChildren(...(isBlocked ? [link] : []), code)
  }

  private follow(state: string): void {
    let isDone = false
    let polls = 0
    const finish = async (body: EndUserReturn): Promise<boolean> => {
      if (isDone) return false
      const sent = { method: 'POST', body: JSON.stringify(body) }
      const { status } = asOutcome(await (await this.client.request('/sign-ins/finish', sent)).json())
      if (status === 'pending') return false
      this.stop()
      if (status === 'declined') this.problem.textContent = fill('connectDeclined')
      else this.element.replaceChildren(h('p', { class: 'quiet', role: 'status' }, fill('connected')))
      return true
    }
    const ended = (error: unknown) => {
      if (!isDone) this.fail(error)
      return false
    }
    const leave = onSignInReturn(state, (returned) => finish({ ...returned, state }).catch(ended))
    const timer = setInterval(() => {
      polls += 1
      if (polls > MAX_POLLS || !this.element.isConnected) this.stop()
      // Without a network the next poll tries again.
      else if (!document.hidden) void finish({ state }).catch((error: unknown) => isOffline(error) || ended(error))
    }, POLL_MS)
    this.stop = () => {
      isDone = true
      clearInterval(timer)
      leave()
      this.hint.replaceChildren()
    }
  }

  private fail(error: unknown): void {
    this.stop()
    this.problem.textContent = error instanceof Error ? error.message : fill('noConnection')
  }
}

const isOffline = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'OFFLINE'

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asSignIn = (value: unknown): EndUserSignIn => value as EndUserSignIn
const asOutcome = (value: unknown): EndUserOutcome => value as EndUserOutcome
