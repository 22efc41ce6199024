import type { PublicInputField } from '@/lib/contracts/public'
import type { VisitorBatch } from '@/lib/contracts/visitor-batches'
import { h } from '../../element'
import { fill } from '../../texts'
import type { BatchClient, Columns } from './batch-client'
import { guessColumns } from './guess-columns'
import { rowError } from './row-error'

export interface ColumnFormOptions {
  fields: readonly PublicInputField[]
  client: BatchClient
  onStart: (mapping: Columns) => Promise<void>
}

const CHECK_DELAY_MS = 300

/** Maps columns to fields and shows problems of the rows. */
export class ColumnForm {
  readonly element: HTMLFormElement
  private readonly selects = new Map<string, HTMLSelectElement>()
  private readonly result = h('div', { class: 'checked', role: 'status' })
  private readonly start = h('button', { type: 'submit', class: 'run' }, fill('startRows'))
  private timer: ReturnType<typeof setTimeout> | undefined
  private checkNumber = 0

  constructor(
    private readonly batch: VisitorBatch,
    private readonly options: ColumnFormOptions,
  ) {
    const guessed = guessColumns(options.fields, batch.columns)
    const rows = options.fields
      .filter(({ type }) => type !== 'file' && type !== 'image')
      .map((field) => this.row(field, guessed[field.name]))
    this.element = h(
      'form',
      { class: 'columns', novalidate: true, on: { submit: (event) => void this.submit(event) } },
      h('p', { class: 'card-title' }, fill('whichColumns')),
      ...rows,
      this.result,
      h('div', { class: 'choices' }, this.start),
    )
    this.check()
  }

  private row({ name, label, required }: PublicInputField, guess: string | undefined): HTMLElement {
    const id = `column-${this.batch.id}-${name}`
    const optional = required ? null : h('span', { class: 'quiet' }, ` ${fill('optional')}`)
    const select = h(
      'select',
      { id, 'aria-required': required ? 'true' : null },
      h('option', { value: '' }, fill('leaveOut')),
    )
    for (const column of this.batch.columns) select.append(h('option', { value: column }, column))
    select.value = guess ?? ''
    select.addEventListener('change', () => this.check())
    this.selects.set(name, select)
    return h('div', { class: 'field' }, h('label', { for: id }, label, optional), select)
  }

  private get mapping(): Columns {
    const selected = [...this.selects].filter(([, { value }]) => value !== '')
    return Object.fromEntries(selected.map(([name, { value }]) => [name, { kind: 'column', column: value }]))
  }

  private check(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.runCheck(), CHECK_DELAY_MS)
  }

  private async runCheck(): Promise<void> {
    this.checkNumber += 1
    const { checkNumber } = this
    try {
      const { rowCount, invalidCount, errors } = await this.options.client.check(this.batch.id, this.mapping)
      if (checkNumber !== this.checkNumber) return
      const good = rowCount - invalidCount
      this.start.disabled = good === 0
      const lines = errors
        .slice(0, 5)
        .map(({ row, ...error }) => h('li', {}, fill('rowWrong', { row, message: rowError('invalid', error) })))
      const hiddenCount = invalidCount - lines.length
      if (lines.length > 0 && hiddenCount > 0) lines.push(h('li', {}, fill('moreRows', { count: hiddenCount })))
      this.result.replaceChildren(
        h('p', {}, fill('rowsGood', { good, count: rowCount })),
        ...(lines.length > 0 ? [h('ul', { class: 'row-errors' }, ...lines)] : []),
      )
    } catch (error) {
      if (checkNumber === this.checkNumber) this.result.replaceChildren(h('p', { class: 'wrong' }, messageOf(error)))
    }
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault()
    this.start.disabled = true
    await this.options.onStart(this.mapping)
    this.start.disabled = false
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : fill('noConnection'))
