import type { PublicInputField } from '@/lib/contracts/public'
import type { VisitorBatch } from '@/lib/contracts/visitor-batches'
import { drawIcon } from '../../draw-icon'
import { h } from '../../element'
import { iconButton } from '../../icon-button'
import { icon } from '../../icons'
import { fill, type TextKey } from '../../texts'
import { DOWNLOAD } from '../files/file-icons'
import { undoButton } from '../undo-button'
import type { BatchClient } from './batch-client'
import { ColumnForm } from './column-form'
import { rowError } from './row-error'

const UNDO_MS = 10_000

export interface BatchCardOptions {
  fields: readonly PublicInputField[]
  client: BatchClient
  /** Called when a batch starts or ends. */
  onChange: () => void
  onRemove: () => void
  /** For screen readers. */
  announce: (text: string) => void
}

const STATES: Record<VisitorBatch['status'], TextKey> = {
  draft: 'rowsReady',
  running: 'rowsRunning',
  paused: 'rowsPaused',
  done: 'rowsEnded',
  cancelled: 'stopped',
}

/** One batch file: its columns before the start, its progress, and its results. */
export class BatchCard {
  readonly element = h('section', { class: 'card table', tabindex: -1 })
  private readonly problem = h('p', { class: 'wrong', role: 'alert' })
  private readonly errors = h('ul', { class: 'row-errors' })
  private readonly form: ColumnForm | null

  constructor(
    private batch: VisitorBatch,
    private readonly options: BatchCardOptions,
  ) {
    this.element.setAttribute('aria-label', batch.fileName)
    this.form =
      batch.status === 'draft'
        ? new ColumnForm(batch, {
            fields: options.fields,
            client: options.client,
            onStart: (mapping) => this.work(() => options.client.start(batch.id, mapping)),
          })
        : null
    this.draw()
  }

  get id(): string {
    return this.batch.id
  }

  get isRunning(): boolean {
    return this.batch.status === 'running'
  }

  focus(): void {
    this.element.focus()
  }

  /** Polls the progress. */
  async refresh(): Promise<void> {
    const next = await this.options.client.get(this.batch.id).catch(() => null)
    // The server is unreachable. The next poll tries again.
    if (!next) return
    if (next.status !== 'running') this.options.announce(`${next.fileName}: ${fill(STATES[next.status])}`)
    this.show(next)
  }

  private show(batch: VisitorBatch): void {
    this.batch = batch
    this.draw()
  }

  private async work(request: () => Promise<VisitorBatch>): Promise<void> {
    this.problem.textContent = ''
    try {
      this.errors.replaceChildren()
      this.show(await request())
    } catch (error) {
      this.problem.textContent = error instanceof Error ? error.message : fill('noConnection')
    }
    this.options.onChange()
  }

  private draw(): void {
    const { fileName, status, rowCount, counts, error } = this.batch
    // Stopped rows have not ended, because they can still run.
    const bad = counts.failed + counts.invalid
    const ended = counts.succeeded + bad
    const state = status === 'draft' ? fill('rowsReady', { count: rowCount }) : fill(STATES[status])
    const label = fill('removeFile', { name: fileName })
    const isBusy = status === 'running'
    const head = h(
      'div',
      { class: 'table-head' },
      icon('file'),
      h('div', { class: 'about' }, h('bdi', { class: 'name' }, fileName), h('span', { class: 'quiet' }, state)),
      isBusy ? null : iconButton(label, icon('trash', 16), () => this.remove()),
    )
    const parts: (Node | null)[] = [head]
    if (status === 'draft') parts.push(this.form?.element ?? null)
    else {
      const text = fill('rowsDone', { done: ended, count: rowCount })
      const failed = bad > 0 ? h('span', { class: 'wrong' }, ` · ${fill('rowsFailed', { count: bad })}`) : null
      parts.push(
        h('progress', { max: rowCount, value: ended, 'aria-label': fileName }),
        h('p', { class: 'quiet' }, text, failed),
        error === null ? null : h('p', { class: 'wrong', role: 'status' }, error),
        isBusy ? h('p', { class: 'quiet' }, fill('mayLeave')) : null,
        this.actions(bad),
        this.errors,
      )
    }
    this.element.replaceChildren(...parts.filter((part) => part !== null), this.problem)
  }

  private actions(bad: number): HTMLElement {
    const { id, status, counts, fileName } = this.batch
    const { client } = this.options
    const control = (action: Parameters<BatchClient['control']>[1]) => () => this.work(() => client.control(id, action))
    const isOver = status === 'done' || status === 'cancelled'
    const name = `${fileName.replace(/\.\w+$/, '')}-results.csv`
    const buttons = [
      counts.succeeded + bad + counts.cancelled > 0
        ? button(
            isOver ? 'download' : 'downloadSoFar',
            isOver ? 'run' : 'second',
            () => client.download(id, name),
            drawIcon(DOWNLOAD, 16),
          )
        : null,
      status === 'running' ? button('stop', 'second', control('cancel')) : null,
      status === 'paused' ? button('rowsResume', 'second', control('resume')) : null,
      // A separate action, because each row costs the app's owner money and often fails again.
      status !== 'running' && counts.cancelled > 0 ? button('rowsRest', 'second', control('run-rest')) : null,
      status !== 'running' && counts.failed > 0 ? button('rowsRetry', 'second', control('retry-failed')) : null,
      counts.failed + counts.invalid > 0 ? button('rowsErrors', 'second', () => this.showErrors()) : null,
    ]
    return h('div', { class: 'choices' }, ...buttons)
  }

  private async showErrors(): Promise<void> {
    const { client } = this.options
    const read = async (status: 'invalid' | 'failed') =>
      (await client.rows(this.batch.id, status)).map(({ row, error, errorRef }) => ({
        row,
        message: rowError(status, { message: error ?? '', ...errorRef }),
      }))
    const rows = (await Promise.all([read('invalid'), read('failed')])).flat()
    const lines = rows.sort((item, other) => item.row - other.row).map((row) => h('li', {}, fill('rowWrong', row)))
    this.errors.replaceChildren(...lines)
  }

  /** Removes the batch after the time for undo, or when the page is left. */
  private remove(): void {
    const undo = undoButton(() => {
      stop()
      this.draw()
      this.focus()
    })
    const removePermanently = async () => {
      stop()
      try {
        await this.options.client.remove(this.batch.id)
        this.options.onRemove()
      } catch (error) {
        this.draw()
        this.problem.textContent = error instanceof Error ? error.message : fill('noConnection')
      }
    }
    const timer = setTimeout(removePermanently, UNDO_MS)
    window.addEventListener('pagehide', removePermanently)
    const stop = () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', removePermanently)
    }
    const notice = h('p', { class: 'about quiet', role: 'status' }, fill('removed', { name: this.batch.fileName }))
    this.element.replaceChildren(h('div', { class: 'table-head' }, notice, undo))
    undo.focus()
  }
}

function button(
  key: TextKey,
  style: string,
  work: () => Promise<void>,
  picture: Node | null = null,
): HTMLButtonElement {
  const element = h('button', { type: 'button', class: style }, picture, fill(key))
  element.addEventListener('click', () => {
    element.disabled = true
    void work().finally(() => {
      element.disabled = false
    })
  })
  return element
}
