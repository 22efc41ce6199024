import { parseTemplate } from '@/lib/graph/templates/references'

export interface ChipLook {
  text: string
  /** `known`: a value of another node. `own`: an input of this node. `missing`: does not exist. */
  tone: 'known' | 'own' | 'missing'
  color?: string
}
export type DescribeChip = (path: readonly string[]) => ChipLook

const ZERO_WIDTH = '\u200b'

/**
 * The text is edited in a contenteditable element where references are chips with labels. The stored text contains ids,
 * so that chips survive renames.
 */
export function drawText(element: HTMLElement, text: string, look: DescribeChip): void {
  const pieces: Node[] = parseTemplate(text).map((segment) =>
    segment.type === 'text' ? document.createTextNode(segment.text) : makeChip(segment.raw, look(segment.path)),
  )
  // Browsers show no caret after a final line break or chip unless something follows it.
  if (text.endsWith('\n')) pieces.push(makeLineFiller())
  else if (pieces.at(-1) instanceof HTMLElement) pieces.push(document.createTextNode(ZERO_WIDTH))
  element.replaceChildren(...pieces)
}

export function readText(parent: Node): string {
  let text = ''
  for (const child of parent.childNodes) {
    if (child instanceof HTMLElement && child.dataset.raw !== undefined) text += child.dataset.raw
    else if (child instanceof HTMLElement && child.dataset.filler !== undefined) text += ''
    else if (child.nodeName === 'BR') text += '\n'
    else
      text += child.nodeType === Node.TEXT_NODE ? (child.nodeValue ?? '').replaceAll(ZERO_WIDTH, '') : readText(child)
  }
  return text
}

/** Whether a reference was typed or pasted as text and should become a chip. */
export function hasRawReference(element: HTMLElement): boolean {
  return Array.from(element.childNodes).some(
    (child) =>
      child.nodeType === Node.TEXT_NODE &&
      parseTemplate(child.nodeValue ?? '').some((segment) => segment.type === 'reference'),
  )
}

/** Caret position in the stored text; null if the caret is elsewhere. */
export function caretOffset(element: HTMLElement): number | null {
  const selection = document.getSelection()
  if (!selection?.focusNode || !element.contains(selection.focusNode)) return null
  const range = document.createRange()
  range.setStart(element, 0)
  range.setEnd(selection.focusNode, selection.focusOffset)
  return readText(range.cloneContents()).length
}

/** Start and end of the selection in the stored text. */
export function selectedRange(element: HTMLElement): { start: number; end: number } | null {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0 || !element.contains(selection.anchorNode)) return null
  const range = selection.getRangeAt(0)
  const before = document.createRange()
  before.setStart(element, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const start = readText(before.cloneContents()).length
  return { start, end: start + readText(range.cloneContents()).length }
}

export function placeCaret(element: HTMLElement, offset: number): void {
  const range = document.createRange()
  range.selectNodeContents(element)
  range.collapse(false)
  let rest = offset
  for (const child of element.childNodes) {
    const length = readLength(child)
    if (child.nodeType === Node.TEXT_NODE && rest <= length) {
      range.setStart(child, rest)
      break
    }
    if (rest === 0) {
      range.setStartBefore(child)
      break
    }
    rest -= length
  }
  range.collapse(true)
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

function readLength(child: Node): number {
  const holder = document.createDocumentFragment()
  holder.append(child.cloneNode(true))
  return readText(holder).length
}

function makeChip(raw: string, { text, tone, color }: ChipLook): HTMLElement {
  const chip = document.createElement('span')
  chip.contentEditable = 'false'
  chip.dataset.raw = raw
  chip.dataset.tone = tone
  chip.className = 'reference-chip'
  chip.textContent = text
  chip.title = raw
  if (color) chip.style.setProperty('--chip-color', color)
  return chip
}

function makeLineFiller(): HTMLElement {
  const filler = document.createElement('br')
  filler.dataset.filler = ''
  return filler
}
