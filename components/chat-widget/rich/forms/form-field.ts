import type { PublicInputField } from '@/lib/contracts/public'
import { h } from '../../element'
import { fill } from '../../texts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
export type FieldValue = { ok: true; entry: [string, unknown] | null } | { ok: false }

/** One declared input as a labeled control. */
export class FormField {
  readonly element: HTMLElement
  private readonly control: Control
  private readonly problem: HTMLElement

  constructor(
    private readonly field: PublicInputField,
    /** Unique id of the control in the page. */
    id: string,
  ) {
    this.problem = h('p', { class: 'wrong', id: `${id}-problem`, role: 'alert' })
    this.control = makeControl(field)
    this.control.id = id
    this.control.setAttribute('aria-describedby', `${id}-hint ${id}-problem`)
    if (field.required) this.control.setAttribute('aria-required', 'true')
    const optional =
      field.required || field.type === 'boolean' ? null : h('span', { class: 'quiet' }, ` ${fill('optional')}`)
    const label = h('label', { for: id }, field.label, optional)
    const hint = field.description ? h('p', { class: 'quiet', id: `${id}-hint` }, field.description) : null
    const isCheck = field.type === 'boolean'
    this.element = h(
      'div',
      { class: isCheck ? 'field check' : 'field' },
      isCheck ? this.control : label,
      isCheck ? label : this.control,
      hint,
      this.problem,
    )
  }

  focus(): void {
    this.control.focus()
  }

  read(): FieldValue {
    const value = this.parse()
    this.problem.textContent = value.ok ? '' : value.problem
    this.control.setAttribute('aria-invalid', String(!value.ok))
    return value
  }

  private parse(): { ok: true; entry: [string, unknown] | null } | { ok: false; problem: string } {
    const { name, label, type, required } = this.field
    if (this.control instanceof HTMLInputElement && type === 'boolean')
      return { ok: true, entry: [name, this.control.checked] }
    const text = this.control.value
    if (text.trim() === '')
      return required ? { ok: false, problem: fill('missing', { label }) } : { ok: true, entry: null }
    if (type === 'number') {
      const number = Number(text)
      return Number.isFinite(number)
        ? { ok: true, entry: [name, number] }
        : { ok: false, problem: fill('notNumber', { label }) }
    }
    if (type !== 'json') return { ok: true, entry: [name, text] }
    try {
      return { ok: true, entry: [name, JSON.parse(text)] }
    } catch {
      return { ok: false, problem: fill('notJson', { label }) }
    }
  }
}

function makeControl(field: PublicInputField): Control {
  switch (field.type) {
    case 'boolean':
      return h('input', { type: 'checkbox' })
    case 'number':
      return h('input', { type: 'text', inputmode: 'decimal' })
    case 'choice': {
      const select = h('select', {}, h('option', { value: '' }, fill('choose')))
      for (const option of field.options ?? []) select.append(h('option', { value: option }, option))
      return select
    }
    case 'text':
      return h('input', { type: 'text', dir: 'auto', autocomplete: 'off' })
    default:
      return h('textarea', { rows: field.type === 'json' ? 6 : 5, dir: 'auto' })
  }
}
