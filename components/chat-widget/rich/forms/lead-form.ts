import type { EmbedWidget, LeadField } from '@/lib/contracts/widget'
import type { ScreenOptions } from '../../chat/screen-options'
import { h } from '../../element'
import { fill } from '../../texts'

export interface LeadOptions {
  lead: NonNullable<EmbedWidget['lead']>
  /** False if the chat starts only after the form. */
  mayLeave: boolean
  onDone: () => void
}

type Control = HTMLInputElement | HTMLTextAreaElement

/** Contact form with consent. */
export function leadForm(options: ScreenOptions, { lead, mayLeave, onDone }: LeadOptions): HTMLElement {
  const fields = lead.fields.map((field, index) => leadField(field, `lead-${index}`))
  const consent = lead.consent === '' ? null : h('input', { type: 'checkbox', id: 'lead-consent' })
  const problem = h('p', { class: 'wrong', role: 'alert' })
  const send = h('button', { class: 'run' }, fill('leadSend'))
  const form = h('form', { class: 'card', novalidate: true, 'aria-label': lead.title || fill('leadTitle') })
  const end = (words: string | null) => {
    options.store.write('lead', 'done')
    form.replaceChildren(...(words === null ? [] : [h('p', { class: 'quiet', role: 'status' }, words)]))
    if (words === null) form.remove()
    onDone()
  }
  const leave = h('button', { type: 'button', class: 'second', on: { click: () => end(null) } }, fill('leadSkip'))
  form.append(
    h('p', { class: 'card-title', dir: 'auto' }, lead.title || fill('leadTitle')),
    ...fields.map((field) => field.element),
    ...(consent
      ? [h('div', { class: 'field check' }, consent, h('label', { for: 'lead-consent', dir: 'auto' }, lead.consent))]
      : []),
    problem,
    h('div', { class: 'choices' }, send, mayLeave ? leave : null),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const wrong = fields.find((field) => field.problem() !== null)
    problem.textContent = wrong?.problem() ?? (consent && !consent.checked ? fill('consentMissing') : '')
    if (problem.textContent !== '') return (wrong?.control ?? consent)?.focus()
    send.disabled = true
    const values = Object.fromEntries(fields.map(({ name, control }) => [name, control.value.trim()]))
    const body = JSON.stringify({ values, consent: consent?.checked ?? false })
    const failure = await options.client.request('/leads', { method: 'POST', body }).catch((error) => error)
    send.disabled = false
    if (failure instanceof Error) problem.textContent = failure.message
    else {
      options.emit('lead')
      end(fill('leadThanks'))
    }
  })
  return form
}

const INPUTS = {
  text: { type: 'text', autocomplete: 'on' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
} as const

function leadField({ name, label, type, required }: LeadField, id: string) {
  const about = {
    id,
    name,
    maxlength: type === 'long-text' ? 2_000 : 200,
    dir: 'auto',
    'aria-required': String(required),
  }
  const control: Control =
    type === 'long-text' ? h('textarea', { ...about, rows: 3 }) : h('input', { ...about, ...INPUTS[type] })
  const optional = required ? null : h('span', { class: 'quiet' }, ` ${fill('optional')}`)
  const problem = (): string | null => {
    const text = control.value.trim()
    if (text === '') return required ? fill('missing', { label }) : null
    return type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text) ? fill('notEmail', { label }) : null
  }
  const element = h('div', { class: 'field' }, h('label', { for: id, dir: 'auto' }, label, optional), control)
  return { name, element, control, problem }
}
