import { h } from '../element'
import { iconButton } from '../icon-button'
import { icon } from '../icons'
import { fill, type TextKey } from '../texts'

/** A copy button with a short confirmation. */
export function copyButton(label: TextKey, text: () => string): HTMLButtonElement {
  const copy = async () => {
    if (!(await copyText(text()))) return
    button.replaceChildren(icon('check', 16), fill('copied'))
    setTimeout(() => button.replaceChildren(icon('copy', 16)), 1_600)
  }
  const button = iconButton(fill(label), icon('copy', 16), () => void copy(), 'tool')
  return button
}

/** Fallback for frames without clipboard permission: copies from a selection. */
async function copyText(text: string): Promise<boolean> {
  const written = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  )
  if (written) return true
  const active = document.activeElement
  const area = h('textarea', { class: 'sr-only', 'aria-hidden': 'true', tabindex: -1 })
  area.value = text
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (active instanceof HTMLElement) active.focus()
  return done
}
