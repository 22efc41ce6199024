import type { Screen } from '../../chat/screen'
import type { ScreenFrame } from '../../chat/screen-frame'
import type { ScreenOptions } from '../../chat/screen-options'
import { drawIcon } from '../../draw-icon'
import { h } from '../../element'
import { fill, type TextKey } from '../../texts'
import { ROW, ROWS } from '../files/file-icons'
import { BatchScreen } from './batch-screen'

/** Kept in the address for reloads and back navigation. */
const HASH = '#rows'

/** A switch between single requests and batch files, in the header of both. */
export function offerRows(
  place: HTMLElement,
  single: Screen,
  options: ScreenOptions,
  newFrame: () => ScreenFrame,
): void {
  let rows: BatchScreen | null = null
  const show = () => {
    const isRows = location.hash === HASH
    if (isRows && !rows) {
      rows = new BatchScreen(options, newFrame())
      addSwitch(rows.element, 'oneAtATime', '')
    }
    rows?.setShown(isRows)
    const shown = isRows && rows ? rows : single
    if (shown.element.isConnected) return
    place.replaceChildren(shown.element)
    shown.focus()
  }
  addSwitch(single.element, 'manyRows', HASH)
  window.addEventListener('hashchange', show)
  show()
}

function addSwitch(screen: HTMLElement, label: TextKey, hash: string): void {
  const openBatch = () => {
    location.hash = hash
  }
  const button = h(
    'button',
    { type: 'button', class: 'switch', on: { click: openBatch } },
    drawIcon(hash === HASH ? ROWS : ROW, 16),
    fill(label),
  )
  screen.querySelector('.top h1')?.after(button)
}
